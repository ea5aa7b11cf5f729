"""Makes two small ONNX networks, byte by byte, and what they say of images, by numpy alone: python3 onnx_features.py in this folder."""
import json
import struct

import numpy as np


def varint(number):
    number &= (1 << 64) - 1
    encoded = b""
    while number >= 128:
        encoded += bytes([number & 127 | 128])
        number >>= 7
    return encoded + bytes([number])


def integer(field, number):
    return varint(field << 3) + varint(number)


def block(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name, values):
    values = np.asarray(values, np.float32)
    return b"".join(integer(1, size) for size in values.shape) + integer(2, 1) + block(8, name) + block(9, values.tobytes())


def node(kind, inputs, outputs, **attributes):
    content = b"".join(block(1, i) for i in inputs) + b"".join(block(2, o) for o in outputs) + block(4, kind)
    for name, value in attributes.items():
        if isinstance(value, int):
            content += block(5, block(1, name) + integer(3, value) + integer(20, 2))
        else:
            content += block(5, block(1, name) + b"".join(integer(8, v) for v in value) + integer(20, 7))
    return content


def value(name, sizes):
    """A size is a number, or a name where it is open."""
    shape = b"".join(block(1, integer(1, s) if isinstance(s, int) else block(2, s)) for s in sizes)
    return block(1, name) + block(2, block(1, integer(1, 1) + block(2, shape)))


def model(nodes, weights, inputs, outputs):
    graph = (b"".join(block(1, n) for n in nodes) + block(2, "images") + b"".join(block(5, w) for w in weights)
             + b"".join(block(11, i) for i in inputs) + b"".join(block(12, o) for o in outputs))
    return integer(1, 8) + block(2, "onnx_features.py") + block(7, graph) + block(8, block(1, "") + integer(2, 13))


def resize(channel, height, width):
    """PIL's resize(..., BILINEAR) of a floating point image (src/libImaging/Resample.c): columns first, then rows."""
    def matrix(old, new):
        weights = np.zeros((new, old))
        scale = old / new
        filter_scale = max(scale, 1.0)
        support = 1.0 * filter_scale
        for xx in range(new):
            center = (xx + 0.5) * scale
            xmin = max(int(center - support + 0.5), 0)
            xmax = min(int(center + support + 0.5), old)
            for x in range(xmin, xmax):
                argument = abs((x - center + 0.5) / filter_scale)
                weights[xx, x] = 1.0 - argument if argument < 1.0 else 0.0
            weights[xx] /= weights[xx].sum()
        return weights
    narrowed = (channel.astype(np.float64) @ matrix(channel.shape[1], width).T).astype(np.float32)
    return (matrix(channel.shape[0], height) @ narrowed.astype(np.float64)).astype(np.float32)


def prepare(image, height, width, channels, rounding, means, deviations):
    def rounded(values):
        return np.floor(values * 255 + 0.5) / 255
    image = np.clip(image, 0, 1)
    if rounding == "BeforeResizing":
        image = rounded(image)
    image = np.stack([resize(channel, height, width) for channel in image])
    if rounding == "AfterResizing":
        image = rounded(image)
    image = np.repeat(image, channels, 0) if len(image) < channels else image
    return (image - np.reshape(means, (-1, 1, 1))) / np.reshape(deviations, (-1, 1, 1))


def convolve(image, filters, biases):
    count, _, height, width = filters.shape
    rows, columns = image.shape[1] - height + 1, image.shape[2] - width + 1
    return np.array([[[np.sum(image[:, r:r + height, c:c + width] * filters[f]) + biases[f] for c in range(columns)] for r in range(rows)] for f in range(count)])


random = np.random.default_rng(1)
FILTERS, BIASES = random.normal(size=(2, 3, 2, 2)).astype(np.float32), random.normal(size=2).astype(np.float32)
with open("two-outputs.onnx", "wb") as file:  # 3 x 4 x 6 pixels; convolution, rectified, flat; and the mean of each filter
    file.write(model(
        [node("Conv", ["pixels", "filters", "biases"], ["maps"], kernel_shape=[2, 2]), node("Relu", ["maps"], ["rectified"]), node("Flatten", ["rectified"], ["flat"], axis=1),
         node("GlobalAveragePool", ["rectified"], ["means"])],
        [tensor("filters", FILTERS), tensor("biases", BIASES)], [value("pixels", ["n", 3, 4, 6])], [value("flat", ["n", 30]), value("means", ["n", 2, 1, 1])]))
with open("open-size.onnx", "wb") as file:  # one channel of any size; as it is
    file.write(model([node("Flatten", ["pixels"], ["flat"], axis=1)], [], [value("pixels", [1, 1, "height", "width"])], [value("flat", [1, "values"])]))

cases = []


def case(network, shape, size, output=None, rounding="None", means=(0.0,), deviations=(1.0,), **given):
    image = random.uniform(-0.1, 1.1, shape).astype(np.float32)
    channels = 3 if network == "two-outputs" else 1
    prepared = prepare(image, *size, channels, rounding, np.asarray(means, np.float32), np.asarray(deviations, np.float32))
    features = prepared if network == "open-size" else np.maximum(convolve(prepared, FILTERS, BIASES), 0)
    features = features.mean((1, 2)) if output == "means" else features
    cases.append({"Network": network, "Output": output, "Shape": shape, "Rounding": rounding, "Means": list(means), "Deviations": list(deviations), **given,
                  "Pixels": [float(p) for p in image.ravel()], "Features": [float(f) for f in features.ravel()]})


COLORS = {"means": (0.485, 0.456, 0.406), "deviations": (0.229, 0.224, 0.225)}
case("two-outputs", (3, 4, 6), (4, 6), "flat")
case("two-outputs", (3, 9, 5), (4, 6), "flat", **COLORS)
case("two-outputs", (1, 7, 13), (4, 6), "flat", "AfterResizing", **COLORS)
case("two-outputs", (3, 3, 4), (4, 6), "means", "BeforeResizing", (0.5,), (0.25,))
case("open-size", (1, 5, 7), (5, 7))
case("open-size", (1, 5, 7), (12, 9), Height=12, Width=9)
case("open-size", (1, 7, 5), (3, 2), rounding="BeforeResizing", Height=3, Width=2)
case("open-size", (1, 9, 10), (2, 13), rounding="AfterResizing", Height=2, Width=13)
with open("onnx_features.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
