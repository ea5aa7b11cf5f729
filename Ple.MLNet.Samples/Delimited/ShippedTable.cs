namespace Ple.MLNet.Samples.Delimited;

/// <summary>The table that comes with the samples: loans, of which few went bad.</summary>
internal static class ShippedTable
{
    /// <summary>The column of the classes.</summary>
    public const string Label = "Class";

    public static string File => Path.Combine(AppContext.BaseDirectory, "Data", "tables", "lending_club.csv.gz");
}
