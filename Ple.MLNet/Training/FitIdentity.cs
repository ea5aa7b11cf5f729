using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Training;

/// <summary>What a fit's bits depend on, as three hashes: a checkpoint of another fit is refused, and the message says in what it differs.</summary>
internal sealed class FitIdentity
{
    private static readonly string[] _names = ["options", "training rows", "version of the library, of libtorch, or the processor's instruction set"];

    private readonly byte[][] _hashes;

    private FitIdentity(byte[][] hashes) => _hashes = hashes;

    /// <param name="options">Of the trainer.</param>
    /// <param name="seed">The fit's.</param>
    /// <param name="data">The encoded training rows.</param>
    public static FitIdentity Of(GenerativeTrainerOptions options, int seed, TrainingRows data)
    {
        using var rows = new MemoryStream();
        using (var writer = new BinaryWriter(rows, HashedPayload.Encoding, leaveOpen: true))
        {
            data.Codec.Write(writer);
            writer.Write(SHA256.HashData(MemoryMarshal.AsBytes(data.Values.AsSpan())));
            writer.WriteArray<int>(data.Conditions);
            writer.WriteArray<int>(data.Labels ?? []);
        }
        return new(
        [
            SHA256.HashData(HashedPayload.Encoding.GetBytes(Text(options, seed))),
            SHA256.HashData(rows.ToArray()),
            SHA256.HashData(HashedPayload.Encoding.GetBytes($"{typeof(FitIdentity).Assembly.GetName().Version} {TorchRuntime.Version} {TorchRuntime.CpuCapability}")),
        ]);
    }

    public void Write(BinaryWriter writer)
    {
        foreach (byte[] hash in _hashes)
            writer.Write(hash);
    }

    /// <summary>What differs in the identity that a file holds; null for nothing.</summary>
    public string? Difference(PayloadReader reader)
    {
        byte[][] kept = [.. _hashes.Select(h => reader.ReadArray<byte>(h.Length))];
        string[] others = [.. _names.Where((_, i) => !kept[i].AsSpan().SequenceEqual(_hashes[i]))];
        return others.Length == 0 ? null : string.Join("; ", others);
    }

    private static string Text(GenerativeTrainerOptions o, int seed)
    {
        object[] parts =
        [
            seed, o.EffectiveModel.GetType().FullName!, o.EffectiveModel, o.Method, o.Hypernetwork, o.Penalty, o.Correction, o.Sampling, o.Steps, o.BatchSize ?? 0,
            o.EffectiveBalancedBatches, o.EarlyStopping, o.EffectiveValidationFraction, o.EffectiveLearningRate, o.Schedule, o.Device, o.Threads ?? 0,
        ];
        return string.Join("\n", parts.Select(part => JsonSerializer.Serialize(part, part.GetType())));
    }
}
