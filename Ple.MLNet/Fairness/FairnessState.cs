using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Fairness;

/// <summary>All that a fitted fairness transformer knows, and its form in a saved model.</summary>
internal sealed record FairnessState(ClassImbalanceFairnessOptions Options, int Seed, string Majority, string Minority, RealClass[] Classes)
{
    public int Dimensions => Classes[0].Moments.Dimensions;

    public void Write(BinaryWriter writer)
    {
        writer.Write(Options.FeatureColumnName);
        writer.Write(Options.LabelColumnName);
        writer.Write(Options.PredictedLabelColumnName);
        writer.Write(Options.RowsPerClass ?? 0);
        writer.Write(Options.Resamples);
        writer.Write(Options.ConfidenceLevel);
        writer.Write(Seed);
        writer.Write(Majority);
        writer.Write(Minority);
        writer.Write(Classes.Length);
        foreach (RealClass c in Classes)
        {
            writer.Write(c.Name);
            writer.Write(c.Rows);
            writer.Write(c.Moments);
        }
    }

    public static FairnessState Read(BinaryReader reader)
    {
        string features = reader.ReadString(), label = reader.ReadString(), predictedLabel = reader.ReadString();
        int rowsPerClass = reader.ReadInt32();
        var options = new ClassImbalanceFairnessOptions
        {
            FeatureColumnName = features,
            LabelColumnName = label,
            PredictedLabelColumnName = predictedLabel,
            RowsPerClass = rowsPerClass == 0 ? null : rowsPerClass,
            Resamples = reader.ReadInt32(),
            ConfidenceLevel = reader.ReadDouble(),
        };
        options.Validate();
        int seed = reader.ReadInt32();
        string majority = reader.ReadString(), minority = reader.ReadString();
        var classes = new List<RealClass>();
        for (int left = reader.ReadInt32(2, int.MaxValue); left > 0; left--)
            classes.Add(new(reader.ReadString(), reader.ReadInt64(), reader.ReadMoments()));
        if (classes.Any(c => c.Moments.Dimensions != classes[0].Moments.Dimensions))
            throw new InvalidDataException("Its classes have different numbers of features.");
        if (majority == minority || !classes.Any(c => c.Name == majority) || !classes.Any(c => c.Name == minority))
            throw new InvalidDataException("Its majority or minority is none of its classes.");
        return new(options, seed, majority, minority, [.. classes]);
    }
}
