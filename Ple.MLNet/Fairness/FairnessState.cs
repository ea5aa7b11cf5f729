using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Fairness;

/// <summary>All that a fitted fairness transformer knows, and its form in a saved model.</summary>
/// <param name="Options">Of the scorer.</param>
/// <param name="Seed">Of samples and resamples.</param>
/// <param name="Majority">A class of the training rows.</param>
/// <param name="Minority">Another.</param>
/// <param name="Training">Of the rows that the generator was trained on: their mix is what it should make.</param>
/// <param name="HeldOut">Of the rows that generated ones are compared with; null where these are the training rows.</param>
/// <param name="Confusion">Of the oracle; null where it is not known.</param>
/// <param name="Named">A sample of the real rows by the classes that the oracle gives them; null where these are not known.</param>
/// <param name="Images">Shape of the images; null for none.</param>
internal sealed record FairnessState(ClassImbalanceFairnessOptions Options, int Seed, string Majority, string Minority, ClassStatistics Training, ClassStatistics? HeldOut,
    ClassConfusion? Confusion, ClassStatistics? Named, ImageShape? Images)
{
    /// <summary>What generated rows are compared with.</summary>
    public ClassStatistics Real => HeldOut ?? Training;

    public int Dimensions => Training.Features(Majority)!.Dimensions;

    public void Write(BinaryWriter writer)
    {
        writer.Write(Options.FeatureColumnName);
        writer.Write(Options.LabelColumnName);
        writer.Write(Options.PredictedLabelColumnName);
        writer.Write(Options.NeitherClassColumnName);
        writer.Write(Options.ImageColumnName ?? "");
        writer.Write(Images?.Channels ?? 0);
        writer.Write(Images?.Height ?? 0);
        writer.Write(Images?.Width ?? 0);
        writer.Write(Options.RowsPerClass ?? 0);
        writer.Write(Options.Metrics);
        writer.Write(Options.Resamples);
        writer.Write(Options.ConfidenceLevel);
        writer.Write(Seed);
        writer.Write(Majority);
        writer.Write(Minority);
        Training.Write(writer);
        writer.Write(HeldOut is not null);
        HeldOut?.Write(writer);
        writer.Write(Confusion is not null);
        Confusion?.Write(writer);
        Named?.Write(writer);
    }

    public static FairnessState Read(PayloadReader reader)
    {
        string features = reader.ReadText(), label = reader.ReadText(), predictedLabel = reader.ReadText(), neither = reader.ReadText(), image = reader.ReadText();
        (int channels, int height, int width) = (reader.ReadInt32(0, 3), reader.ReadInt32(0, ImageShape.MostSide), reader.ReadInt32(0, ImageShape.MostSide));
        bool hasImages = image.Length > 0;
        PayloadReader.Check(hasImages ? channels != 2 && channels * height * width > 0 : channels + height + width == 0, "the images are of no known kind");
        int rowsPerClass = reader.ReadInt32();
        var options = new ClassImbalanceFairnessOptions
        {
            FeatureColumnName = features,
            LabelColumnName = label,
            PredictedLabelColumnName = predictedLabel,
            NeitherClassColumnName = neither,
            ImageColumnName = hasImages ? image : null,
            ImageHeight = hasImages ? height : null,
            ImageWidth = hasImages ? width : null,
            RowsPerClass = rowsPerClass == 0 ? null : rowsPerClass,
            Metrics = reader.ReadMetricOptions(),
            Resamples = reader.ReadInt32(),
            ConfidenceLevel = reader.ReadDouble(),
        };
        options.Validate();
        int seed = reader.ReadInt32();
        string majority = reader.ReadText(), minority = reader.ReadText();
        ClassStatistics training = ClassStatistics.Read(reader);
        ClassStatistics? heldOut = reader.ReadBoolean() ? ClassStatistics.Read(reader) : null;
        ClassConfusion? confusion = reader.ReadBoolean() ? ClassConfusion.Read(reader) : null;
        ClassStatistics? named = confusion is null ? null : ClassStatistics.Read(reader);
        PayloadReader.Check(named is null || named.Classes.All(c => named.Features(c)!.Dimensions == training.Features(training.Classes.First())!.Dimensions), "the oracle's classes have another number of features");
        PayloadReader.Check(training.IsOf(options, seed) && (heldOut is null || (heldOut.IsOf(options, seed) && heldOut.Fits(training))), "the rows are not those of the options");
        PayloadReader.Check(training.Classes.Count >= 2 && majority != minority && training.Classes.Contains(majority) && training.Classes.Contains(minority), "majority or minority is none of the classes");
        foreach (ClassStatistics side in ((ClassStatistics?[])[training, heldOut]).OfType<ClassStatistics>())
            PayloadReader.Check(!hasImages || side.Classes.All(c => side.Images(c).All(pixels => pixels.Length == channels * height * width)), "an image is of another size");
        return new(options, seed, majority, minority, training, heldOut, confusion, named, hasImages ? new ImageShape(channels, height, width) : null);
    }
}
