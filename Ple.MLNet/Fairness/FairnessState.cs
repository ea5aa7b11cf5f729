using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

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

    public static FairnessState Read(PayloadReader reader)
    {
        string features = reader.ReadText(), label = reader.ReadText(), predictedLabel = reader.ReadText();
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
        string majority = reader.ReadText(), minority = reader.ReadText();
        RealClass[] classes = reader.ReadItems(2, int.MaxValue, () => ReadClass(reader));
        PayloadReader.Check(classes.All(c => c.Moments.Dimensions == classes[0].Moments.Dimensions), "the classes have different numbers of features");
        HashSet<string> names = [.. classes.Select(c => c.Name)];
        PayloadReader.Check(names.Count == classes.Length, "a class is there twice");
        PayloadReader.Check(majority != minority && names.Contains(majority) && names.Contains(minority), "majority or minority is none of the classes");
        return new(options, seed, majority, minority, classes);
    }

    private static RealClass ReadClass(PayloadReader reader)
    {
        string name = reader.ReadText();
        long rows = reader.ReadInt64(1, MomentsFormat.MostRows);
        Moments moments = reader.ReadMoments();
        PayloadReader.Check(moments.Count <= rows, "a class has fewer rows than its moments");
        return new(name, rows, moments);
    }
}
