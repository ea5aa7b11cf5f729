using Ple.MLNet.Interop;

namespace Ple.MLNet.Generation;

/// <summary>A fit's summary in a saved file; NaN stands for what is not available.</summary>
internal static class SummaryFormat
{
    public static void Write(BinaryWriter writer, TrainingSummary summary)
    {
        writer.Write(summary.Rows);
        writer.Write(summary.Loss ?? double.NaN);
        writer.Write(summary.Steps);
        foreach (double? optional in new[] { summary.Penalty, summary.HypernetworkSpread, summary.CorrectionWeight, summary.CorrectionLikelihoodChange })
            writer.Write(optional ?? double.NaN);
        writer.Write(summary.TorchVersion);
        writer.Write(summary.CpuCapability);
    }

    public static TrainingSummary Read(PayloadReader reader)
        => new(reader.ReadInt64(0, long.MaxValue), ReadOptional(reader), reader.ReadInt32(), ReadOptional(reader), ReadOptional(reader), ReadOptional(reader), ReadOptional(reader))
        {
            TorchVersion = reader.ReadText(),
            CpuCapability = reader.ReadText(),
        };

    private static double? ReadOptional(PayloadReader reader) => reader.ReadDouble() is var value && double.IsNaN(value) ? null : value;
}
