namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>The numbers of a generation that are reported, by their names in the CSV file; a subject gives those that it has.</summary>
internal static class ConsumptionScores
{
    public const string Fid = "fid", FidMajority = "fid_majority", FidMinority = "fid_minority", Precision = "precision", Recall = "recall", MinorityFrequency = "minority_frequency",
        Deviation = "deviation", AssociationDifference = "association_difference", AveragePrecision = "average_precision", LogLikelihood = "log_likelihood";

    public static IReadOnlyList<string> All { get; } =
        [Fid, FidMajority, FidMinority, Precision, Recall, MinorityFrequency, Deviation, AssociationDifference, AveragePrecision, LogLikelihood];

    /// <summary>How a number is written in a table.</summary>
    public static string Format(string name) => name switch
    {
        Fid or FidMajority or FidMinority or LogLikelihood => "0.0",
        _ => "0.000",
    };
}
