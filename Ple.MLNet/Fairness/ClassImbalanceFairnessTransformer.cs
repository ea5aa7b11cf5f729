using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Fairness;
using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

[assembly: LoadableClass(typeof(ClassImbalanceFairnessTransformer), null, typeof(SignatureLoadModel),
    "Class imbalance fairness", ClassImbalanceFairnessTransformer.LoaderSignature)]

namespace Ple.MLNet.Fairness;

/// <summary>
/// Holds the moments of each class of the real rows and scores generated rows that an oracle has classified. It makes a row for each
/// class, so it is no row-to-row mapper: a PredictionEngine refuses it. Saved and loaded by <c>mlContext.Model</c>.
/// </summary>
public sealed class ClassImbalanceFairnessTransformer : ITransformer
{
    internal const string LoaderSignature = "PleFairness";

    private readonly IHost _host;
    private readonly FairnessState _real;

    internal ClassImbalanceFairnessTransformer(IHostEnvironment environment, FairnessState real)
        => (_host, _real) = (environment.Register(nameof(ClassImbalanceFairnessTransformer)), real);

    bool ITransformer.IsRowToRowMapper => false;

    /// <summary>Scores generated rows. They are read once; their features are in memory meanwhile (at most
    /// <see cref="ClassImbalanceFairnessOptions.RowsPerClass"/> of each class).</summary>
    /// <param name="classified">A table with the feature column and the oracle's predicted label.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, of a wrong type, or has another number of features than the
    /// real one.</exception>
    /// <exception cref="InvalidOperationException">No rows, a missing class, or a feature that is NaN or infinite.</exception>
    public FairnessReport Score(IDataView classified)
    {
        _host.CheckValue(classified, nameof(classified));
        (VectorColumn features, ClassColumn predicted) = FindColumns(classified.Schema);
        Dictionary<string, RowSample> generated =
            ClassifiedRows.Read(_host, classified, features, _real.Options.FeatureColumnName, predicted, _real.Options.RowsPerClass, _real.Seed);
        if (generated.Count == 0)
            throw _host.Except("The generated table has no rows.");
        FairnessReport report = FairnessComparison.Compare(_real, generated);
        Warn(report);
        return report;
    }

    /// <summary>The same numbers as <see cref="Score"/> in a table, a row for each class: Class, IsMajority, IsMinority, the properties of
    /// <see cref="ClassFairness"/>, and repeated in each row ImbalanceRatio, FairnessRatio, FairnessRatioLower and FairnessRatioUpper;
    /// NaN for null. Reads the input at once.</summary>
    public IDataView Transform(IDataView input) => FairnessTable.Of(_host, Score(input));

    /// <summary>The columns of the table that <see cref="Transform"/> gives.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        FindColumns(inputSchema);
        return FairnessTable.Of(_host, null).Schema;
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
        => throw _host.ExceptNotSupp("Fairness belongs to a whole table, not to single rows.");

    private (VectorColumn Features, ClassColumn PredictedLabel) FindColumns(DataViewSchema schema) => (
        FeatureColumn.Find(_host, schema, _real.Options.FeatureColumnName, _real.Dimensions),
        ClassColumn.Find(_host, schema, "predicted label", _real.Options.PredictedLabelColumnName));

    private void Warn(FairnessReport report)
    {
        using IChannel channel = _host.Start("Scoring");
        if (report.GeneratedRowsOfUnknownClass > 0)
            channel.Warning($"{report.GeneratedRowsOfUnknownClass} generated rows are of classes that the real rows lack: " +
                $"{Quoted.List(report.Classes.Where(c => c.RealRows == 0).Select(c => c.Name))}.");
        foreach (ClassFairness c in report.Classes.Where(c => c.Fid is not null && Math.Min(c.RealRows, c.GeneratedRows) <= _real.Dimensions))
            channel.Warning($"Class {Quoted.Value(c.Name)} has {c.RealRows} real and {c.GeneratedRows} generated rows for {_real.Dimensions} dimensions: " +
                "its FID is strongly biased upwards.");
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLE FAIR",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(ClassImbalanceFairnessTransformer).Assembly.FullName);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        HashedPayload.Write(ctx.Writer, _real.Write);
    }

    internal static ClassImbalanceFairnessTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.Check(GetVersionInfo());
        return new(env, HashedPayload.Read(env, ctx.Reader, FairnessState.Read));
    }
}
