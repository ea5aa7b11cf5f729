using System.Text.Json;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// Named tensors in the safetensors layout (github.com/huggingface/safetensors): the length of a header, a header in JSON with type, shape and place of
/// each tensor, then their bytes. Reading copies into tensors that are there already: a file chooses neither names nor sizes.
/// </summary>
internal static class SafeTensors
{
    private const int LongestHeader = 100_000_000, MostDimensions = 8;

    private static readonly Dictionary<ScalarType, string> _names = new()
    {
        [ScalarType.Float32] = "F32", [ScalarType.Float64] = "F64", [ScalarType.Int64] = "I64", [ScalarType.Byte] = "U8",
    };

    public static void Write(BinaryWriter writer, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        using var buffer = new MemoryStream();
        using (var header = new Utf8JsonWriter(buffer))
        {
            header.WriteStartObject();
            long offset = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                header.WriteStartObject(name);
                header.WriteString("dtype", NameOf(tensor));
                WriteNumbers(header, "shape", tensor.shape);
                WriteNumbers(header, "data_offsets", [offset, offset += tensor.numel() * tensor.ElementSize]);
                header.WriteEndObject();
            }
            header.WriteEndObject();
        }
        writer.Write((ulong)buffer.Length);
        writer.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        foreach ((_, Tensor tensor) in tensors)
        {
            using Tensor values = tensor.detach().OnHost().contiguous();
            writer.Write(values.bytes);
        }
    }

    /// <exception cref="InvalidDataException">Not the names, types and shapes of the targets.</exception>
    public static void Read(PayloadReader reader, IReadOnlyList<(string Name, Tensor Tensor)> targets)
    {
        byte[] header = reader.ReadArray<byte>(reader.ReadInt64(2, LongestHeader));
        using JsonDocument tensors = Parse(header);
        PayloadReader.Check(tensors.RootElement.EnumerateObject().Count() == targets.Count, "there is another number of tensors than the model has");
        using var noGrad = no_grad();
        long offset = 0;
        foreach ((string name, Tensor target) in targets)
        {
            using var scope = NewDisposeScope();
            long bytes = target.numel() * target.ElementSize;
            PayloadReader.Check(tensors.RootElement.TryGetProperty(name, out JsonElement entry) && IsOf(entry, target, offset, bytes),
                $"tensor {Quoted.Value(name)} is not that of the model");
            byte[] values = reader.ReadArray<byte>(bytes);
            Tensor read = empty(target.shape, target.dtype);
            read.bytes = values;
            target.copy_(read);
            offset += bytes;
        }
    }

    /// <summary>Tensors whose names and shapes the file chooses, no larger than itself; they belong to the dispose scope around the call.</summary>
    /// <exception cref="InvalidDataException">Not as many bytes as the header says.</exception>
    public static IReadOnlyDictionary<string, Tensor> ReadAny(PayloadReader reader)
    {
        byte[] header = reader.ReadArray<byte>(reader.ReadInt64(2, LongestHeader));
        using JsonDocument tensors = Parse(header);
        var read = new Dictionary<string, Tensor>();
        long offset = 0;
        foreach (JsonProperty entry in tensors.RootElement.EnumerateObject())
        {
            (ScalarType type, long[] shape) = TypeAndShape(entry.Value);
            Int128 bytes = shape.Aggregate((Int128)(type switch { ScalarType.Byte => 1, ScalarType.Float32 => sizeof(float), _ => sizeof(long) }), (product, size) => Int128.Min(product * size, long.MaxValue));
            reader.CheckFollows(bytes, 1);
            Tensor tensor = empty(shape, type);
            PayloadReader.Check(IsOf(entry.Value, tensor, offset, (long)bytes) && read.TryAdd(entry.Name, tensor),
                $"tensor {Quoted.Value(entry.Name)} does not lie where it should");
            tensor.bytes = reader.ReadArray<byte>((long)bytes);
            offset += (long)bytes;
        }
        return read;
    }

    private static (ScalarType Type, long[] Shape) TypeAndShape(JsonElement entry)
    {
        bool isKnown = entry.ValueKind == JsonValueKind.Object
            && entry.TryGetProperty("dtype", out JsonElement type) && type.ValueKind == JsonValueKind.String && _names.ContainsValue(type.GetString()!)
            && entry.TryGetProperty("shape", out JsonElement sizes) && sizes.ValueKind == JsonValueKind.Array && sizes.GetArrayLength() <= MostDimensions
            && sizes.EnumerateArray().All(s => s.ValueKind == JsonValueKind.Number && s.TryGetInt64(out long size) && size >= 0);
        PayloadReader.Check(isKnown, "a tensor has no type or shape");
        return (_names.Single(n => n.Value == entry.GetProperty("dtype").GetString()).Key, [.. entry.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())]);
    }

    private static string NameOf(Tensor tensor) => _names.TryGetValue(tensor.dtype, out string? name) ? name
        : throw new NotSupportedException($"Tensors of type {tensor.dtype} are not saved.");

    private static void WriteNumbers(Utf8JsonWriter header, string name, IEnumerable<long> numbers)
    {
        header.WriteStartArray(name);
        foreach (long number in numbers)
            header.WriteNumberValue(number);
        header.WriteEndArray();
    }

    private static JsonDocument Parse(byte[] header)
    {
        try
        {
            JsonDocument parsed = JsonDocument.Parse(header);
            PayloadReader.Check(parsed.RootElement.ValueKind == JsonValueKind.Object, "the list of tensors is no list");
            return parsed;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("the list of tensors cannot be read.", e);
        }
    }

    private static bool IsOf(JsonElement entry, Tensor target, long offset, long bytes)
        => entry.ValueKind == JsonValueKind.Object
            && entry.TryGetProperty("dtype", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() == NameOf(target)
            && entry.TryGetProperty("shape", out JsonElement shape) && AreNumbers(shape, target.shape)
            && entry.TryGetProperty("data_offsets", out JsonElement place) && AreNumbers(place, [offset, offset + bytes]);

    private static bool AreNumbers(JsonElement array, long[] expected)
        => array.ValueKind == JsonValueKind.Array && array.GetArrayLength() == expected.Length
            && array.EnumerateArray().Zip(expected).All(n => n.First.ValueKind == JsonValueKind.Number && n.First.TryGetInt64(out long number) && number == n.Second);
}
