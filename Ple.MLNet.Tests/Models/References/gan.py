"""A critic's and a generator's step of a small BigGAN in PyTorch, with torch.nn.utils.spectral_norm: weights, inputs, outputs and gradients.

python3 gan.py > gan.json
"""
import json
import sys
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import spectral_norm

torch.manual_seed(1)
torch.set_num_threads(1)
CHANNELS, PART, EMBEDDING, CLASSES, IMAGE, SIDE, ROWS = [8, 8, 8], 3, 4, 2, 1, 12, 16


def conv(a, b, k):
    return spectral_norm(nn.Conv2d(a, b, k, padding=k // 2))


class ClassBatchNorm(nn.Module):
    def __init__(self, channels, conditions):
        super().__init__()
        self.norm = nn.BatchNorm2d(channels, affine=False)
        self.gain = spectral_norm(nn.Linear(conditions, channels, bias=False))
        self.bias = spectral_norm(nn.Linear(conditions, channels, bias=False))

    def forward(self, x, y):
        return self.norm(x) * (1 + self.gain(y))[:, :, None, None] + self.bias(y)[:, :, None, None]


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.query = spectral_norm(nn.Conv2d(c, c // 8, 1, bias=False))
        self.key = spectral_norm(nn.Conv2d(c, c // 8, 1, bias=False))
        self.value = spectral_norm(nn.Conv2d(c, c // 2, 1, bias=False))
        self.output = spectral_norm(nn.Conv2d(c // 2, c, 1, bias=False))
        self.strength = nn.Parameter(torch.tensor([0.3]))

    def forward(self, x):
        n, c, h, w = x.shape
        theta = self.query(x).view(n, c // 8, h * w)
        phi = F.max_pool2d(self.key(x), 2).view(n, c // 8, h * w // 4)
        g = F.max_pool2d(self.value(x), 2).view(n, c // 2, h * w // 4)
        beta = F.softmax(torch.bmm(theta.transpose(1, 2), phi), -1)
        return self.strength * self.output(torch.bmm(g, beta.transpose(1, 2)).view(n, c // 2, h, w)) + x


class GeneratorBlock(nn.Module):
    def __init__(self, a, b, conditions):
        super().__init__()
        self.firstNorm, self.secondNorm = ClassBatchNorm(a, conditions), ClassBatchNorm(b, conditions)
        self.first, self.second, self.shortcut = conv(a, b, 3), conv(b, b, 3), conv(a, b, 1)

    def forward(self, x, y):
        h = F.interpolate(F.relu(self.firstNorm(x, y)), scale_factor=2)
        h = self.second(F.relu(self.secondNorm(self.first(h), y)))
        return h + self.shortcut(F.interpolate(x, scale_factor=2))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.small = SIDE >> (len(CHANNELS) - 1)
        self.dense = spectral_norm(nn.Linear(PART, CHANNELS[0] * self.small ** 2))
        self.embedding = nn.Parameter(torch.randn(EMBEDDING, CLASSES))
        self.blocks = nn.ModuleList([GeneratorBlock(a, b, PART + EMBEDDING) for a, b in zip(CHANNELS, CHANNELS[1:])])
        self.attention = Attention(CHANNELS[1])
        self.norm = nn.BatchNorm2d(CHANNELS[-1])
        self.output = conv(CHANNELS[-1], IMAGE, 3)

    def forward(self, z, y):
        parts, shared = torch.split(z, PART, 1), y @ self.embedding.t()
        h = self.dense(parts[0]).view(-1, self.small, self.small, CHANNELS[0]).permute(0, 3, 1, 2)
        for i, block in enumerate(self.blocks):
            h = block(h, torch.cat([parts[i + 1], shared], 1))
            if i == 0:
                h = self.attention(h)
        return self.output(F.relu(self.norm(h))).flatten(1)


class CriticBlock(nn.Module):
    def __init__(self, a, b, first, halves):
        super().__init__()
        self.is_first, self.halves = first, halves
        self.first, self.second, self.shortcut = conv(a, b, 3), conv(b, b, 3), conv(a, b, 1)

    def forward(self, x):
        h = self.second(F.relu(self.first(x if self.is_first else F.relu(x))))
        s = self.shortcut(x)
        return F.avg_pool2d(h, 2) + F.avg_pool2d(s, 2) if self.halves else h + s


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        c = [IMAGE] + CHANNELS[::-1]
        self.blocks = nn.ModuleList([CriticBlock(a, b, i == 0, i + 2 < len(c)) for i, (a, b) in enumerate(zip(c, c[1:]))])
        self.attention = Attention(c[1])
        self.head = spectral_norm(nn.Linear(c[-1], 1))
        self.embedding = spectral_norm(nn.Embedding(CLASSES, c[-1]))

    def forward(self, x, y):
        h = x.view(-1, IMAGE, SIDE, SIDE)
        for i, block in enumerate(self.blocks):
            h = block(h)
            if i == 0:
                h = self.attention(h)
        h = F.relu(h).sum([2, 3])
        return self.head(h).squeeze(1) + (self.embedding(y.argmax(1)) * h).sum(1)


def ours(name):
    """The name that a parameter or a buffer has in the library; None where it has none."""
    dense = name.endswith(("dense.bias", "head.bias"))
    if dense:
        return name[: -len(".bias")] + "Bias"
    for theirs, own in (("weight_orig", "weight"), ("weight_u", "left"), ("weight_v", "right")):
        if name.endswith(theirs):
            module = name[: -len(theirs) - 1]
            convolution = module.rsplit(".", 1)[-1] in ("first", "second", "shortcut") or module == "generator.output"
            return module + (".weight." if convolution else ".") + own
    return None if name.endswith("num_batches_tracked") else name


def numbers(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().double().flatten().tolist()]


class Gan(nn.Module):
    def __init__(self):
        super().__init__()
        self.generator, self.critic = Generator(), Critic()


gan = Gan()
with torch.no_grad():
    for parameter in gan.parameters():
        parameter.add_(torch.randn_like(parameter) * 0.1)
state = {ours(n): numbers(t) for n, t in gan.state_dict().items() if ours(n)}
gan.train()
latent, later = torch.randn(ROWS, PART * len(CHANNELS)), torch.randn(ROWS, PART * len(CHANNELS))
condition = F.one_hot(torch.arange(ROWS) % CLASSES, CLASSES).float()
values = torch.rand(ROWS, IMAGE * SIDE * SIDE)

with torch.no_grad():
    made = torch.tanh(gan.generator(latent, condition))
judged = gan.critic(torch.cat([values * 2 - 1, made]), torch.cat([condition, condition]))
critic_loss = F.relu(1 - judged[:ROWS]).mean() + F.relu(1 + judged[ROWS:]).mean()
critic_loss.backward()
critic_gradients = {ours("critic." + n): numbers(p.grad) for n, p in gan.critic.named_parameters()}

gan.zero_grad()
loss = -gan.critic(torch.tanh(gan.generator(later, condition)), condition)
loss.mean().backward()
generator_gradients = {ours("generator." + n): numbers(p.grad) for n, p in gan.generator.named_parameters()}

gan.eval()
with torch.no_grad():
    sample = torch.tanh(gan.generator(latent, condition)) * 0.5 + 0.5
json.dump({"state": state, "latent": numbers(latent), "later": numbers(later), "condition": numbers(condition), "values": numbers(values),
           "criticGradients": critic_gradients, "loss": numbers(loss), "generatorGradients": generator_gradients, "sample": numbers(sample)}, sys.stdout)
