using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Fairness;
using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;

[assembly: LoadableClass(typeof(ClassImbalanceFairnessTransformer), null, typeof(SignatureLoadModel),
    "Class imbalance fairness", ClassImbalanceFairnessTransformer.LoaderSignature)]

namespace Ple.MLNet.Fairness;

/// <summary>
/// Holds what is kept of each class of the real rows and scores generated rows that an oracle has classified. It makes a row for each
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

    /// <summary>Scores generated rows. They are read once, in a stream.</summary>
    /// <param name="classified">A table with the feature column and the oracle's predicted label.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, of a wrong type, or has another number of features than the
    /// real one.</exception>
    /// <exception cref="InvalidOperationException">No rows, a missing class, or a feature that is NaN or infinite.</exception>
    public FairnessReport Score(IDataView classified) => Compare(Collect(classified));

    /// <summary>The same of rows that were collected before, in parts for example.</summary>
    /// <param name="generated">Collected by this scorer, or by one fitted with the same options and seed; what is merged into them later does not change the report.</param>
    /// <exception cref="ArgumentException">They were collected by another scorer.</exception>
    /// <exception cref="InvalidOperationException">No rows.</exception>
    public FairnessReport Score(ClassStatistics generated)
    {
        _host.CheckValue(generated, nameof(generated));
        if (!generated.Fits(_real.Training))
            throw new ArgumentException("These statistics are of another scorer: the number of features, the options and the seed must be the same.", nameof(generated));
        ClassStatistics own = generated.Empty();
        own.Merge(generated);
        return Compare(own);
    }

    private FairnessReport Compare(ClassStatistics generated)
    {
        if (generated.Rows == 0)
            throw _host.Except("The generated table has no rows.");
        FairnessReport report = FairnessComparison.Compare(_host, _real, generated);
        Warn(report);
        return report;
    }

    /// <summary>Reads a part of the generated rows, in a stream; <see cref="ClassStatistics.Merge"/> joins parts, and <see cref="Score(ClassStatistics)"/> scores them.</summary>
    /// <param name="part">A table with the feature column and the oracle's predicted label.</param>
    /// <param name="firstRow">Position of its first row among all generated rows, from 0: parts must not overlap.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, of a wrong type, or has another number of features than the
    /// real one; or the position is negative.</exception>
    /// <exception cref="InvalidOperationException">A missing class, or a feature that is NaN or infinite.</exception>
    public ClassStatistics Collect(IDataView part, long firstRow = 0)
    {
        _host.CheckValue(part, nameof(part));
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        (VectorColumn features, ClassColumn predicted) = FindColumns(part.Schema);
        ClassStatistics statistics = _real.Training.Empty();
        new ClassReading(_host, _real.Options).Read(part, statistics, features, predicted, firstRow);
        return statistics;
    }

    /// <summary>The same numbers as <see cref="Score(IDataView)"/> in a table, a row for each class: Class, IsMajority, IsMinority, the properties of
    /// <see cref="ClassFairness"/> and of its <see cref="FeatureScores"/>, and repeated in each row the ratios with their intervals;
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

    private (VectorColumn Features, ClassColumn PredictedLabel) FindColumns(DataViewSchema schema)
    {
        if (_real.Options.ImageColumnName is { } name && VectorColumn.Find(_host, schema, name).Size is var size && size != _real.Images!.Value.Size)
            throw _host.ExceptSchemaMismatch(nameof(schema), "image", name, $"vector of {_real.Images.Value.Size} Single", $"vector of {size} Single");
        return (
            FeatureColumn.Find(_host, schema, _real.Options.FeatureColumnName, _real.Dimensions),
            ClassColumn.Find(_host, schema, "predicted label", _real.Options.PredictedLabelColumnName));
    }

    private void Warn(FairnessReport report)
    {
        using IChannel channel = _host.Start("Scoring");
        if (report.GeneratedRowsOfUnknownClass > 0)
            channel.Warning($"{report.GeneratedRowsOfUnknownClass} generated rows are of classes that the real rows lack: " +
                $"{Quoted.List(report.Classes.Where(c => c.RealRows == 0).Select(c => c.Name))}.");
        foreach (ClassFairness c in report.Classes.Where(c => Math.Min(c.RealRows, c.GeneratedRows) is var rows && rows >= 2 && rows <= _real.Dimensions))
            channel.Warning($"Class {Quoted.Value(c.Name)} has {c.RealRows} real and {c.GeneratedRows} generated rows for {_real.Dimensions} dimensions: " +
                "its FID is strongly biased upwards.");
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLE FAIR",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
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
