using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;

[assembly: LoadableClass(typeof(FidTransformer), null, typeof(SignatureLoadModel), "Frechet distance scorer", FidTransformer.LoaderSignature)]

namespace Ple.MLNet.Scoring;

/// <summary>
/// Holds what the scores need of real rows and scores generated rows against them. It makes one row of a whole table, so it is no row-to-row
/// mapper: a PredictionEngine refuses it. Saved and loaded by <c>mlContext.Model</c>.
/// </summary>
public sealed class FidTransformer : ITransformer
{
    internal const string LoaderSignature = "PleFid";

    private readonly IHost _host;
    private readonly FidScorerOptions _options;
    private readonly int _seed;
    private readonly FeatureStatistics _real;
    private readonly FeatureStatistics? _training;

    internal FidTransformer(IHostEnvironment environment, FidScorerOptions options, int seed, FeatureStatistics real, FeatureStatistics? training)
        => (_host, _options, _seed, _real, _training) = (environment.Register(nameof(FidTransformer)), options, seed, real, training);

    bool ITransformer.IsRowToRowMapper => false;

    /// <summary>Reads the generated rows once, in a stream, and compares them with the real rows.</summary>
    /// <param name="generated">A table with the feature column, of as many dimensions as the real one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, no known-size vector of Single, or of another size
    /// than the real one.</exception>
    /// <exception cref="InvalidOperationException">Fewer than 2 rows, or a value that is NaN or infinite.</exception>
    public FidReport Score(IDataView generated) => Compare(Collect(generated));

    /// <summary>The same of rows that were collected before, in parts for example.</summary>
    /// <param name="generated">Collected by this scorer, or by one fitted with the same options and seed; what is merged into them later does not change the report.</param>
    /// <exception cref="ArgumentException">They were collected by another scorer.</exception>
    /// <exception cref="InvalidOperationException">Fewer than 2 rows.</exception>
    public FidReport Score(FeatureStatistics generated)
    {
        _host.CheckValue(generated, nameof(generated));
        if (!generated.Fits(_real))
            throw new ArgumentException("These statistics are of another scorer: the numbers of features and of kept rows and the seed must be the same.", nameof(generated));
        return Compare(generated.Copy());
    }

    private FidReport Compare(FeatureStatistics generated)
    {
        if (generated.Rows < 2)
            throw _host.Except($"The generated table has {generated.Rows} rows: a Frechet distance needs at least 2.");
        WarnOfFewRows("real", _real.Rows);
        WarnOfFewRows("generated", generated.Rows);
        return new(_host, new(_real, generated, _training, _options.Metrics, _seed), _seed);
    }

    /// <summary>Reads a part of the generated rows, in a stream; <see cref="FeatureStatistics.Merge"/> joins parts, and <see cref="Score(FeatureStatistics)"/> scores them.</summary>
    /// <param name="part">A table with the feature column, of as many dimensions as the real one.</param>
    /// <param name="firstRow">Position of its first row among all generated rows, from 0: parts must not overlap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, no known-size vector of Single, of another size
    /// than the real one, or the position is negative.</exception>
    /// <exception cref="InvalidOperationException">A value is NaN or infinite.</exception>
    public FeatureStatistics Collect(IDataView part, long firstRow = 0)
    {
        _host.CheckValue(part, nameof(part));
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        CheckSchema(part.Schema);
        return FeatureReading.Read(_host, part, _options.FeatureColumnName, _ => _real.Empty(), firstRow);
    }

    /// <summary>The numbers of <see cref="FeatureScores"/> in a table of one row, a column each; NaN for null. Reads the input at once.</summary>
    public IDataView Transform(IDataView input) => Score(input).ToDataView();

    /// <summary>The columns of the table that <see cref="Transform"/> gives.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema);
        return Table(_host, []).Schema;
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
        => throw _host.ExceptNotSupp("A Frechet distance belongs to a whole table, not to single rows.");

    internal static FeatureStatistics Empty(int dimensions, FidScorerOptions options, int seed) => new(dimensions, options.Metrics.SampleRows, seed);

    internal static IDataView Table(IHostEnvironment environment, FeatureScores[] rows)
    {
        var table = new ArrayDataViewBuilder(environment);
        table.AddColumn(nameof(FeatureScores.RealRows), NumberDataViewType.Int64, [.. rows.Select(row => row.RealRows)]);
        table.AddColumn(nameof(FeatureScores.GeneratedRows), NumberDataViewType.Int64, [.. rows.Select(row => row.GeneratedRows)]);
        table.AddColumn(nameof(FeatureScores.Dimensions), NumberDataViewType.Int32, [.. rows.Select(row => row.Dimensions)]);
        ScoreColumns.AddTo(table, rows);
        return table.GetDataView(rows.Length);
    }

    private void CheckSchema(DataViewSchema schema) => FeatureColumn.Find(_host, schema, _options.FeatureColumnName, _real.Dimensions);

    private void WarnOfFewRows(string side, long rows)
    {
        if (rows > _real.Dimensions)
            return;
        using IChannel channel = _host.Start("Scoring");
        channel.Warning($"{rows} {side} rows for {_real.Dimensions} dimensions: the covariance has no full rank and FID is " +
            "strongly biased upwards. Take more rows, or compare by the kernel distance (KID).");
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLE  FID",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(FidTransformer).Assembly.FullName);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        HashedPayload.Write(ctx.Writer, writer =>
        {
            writer.Write(_options.FeatureColumnName);
            writer.Write(_options.Metrics);
            writer.Write(_seed);
            _real.Write(writer);
            writer.Write(_training is not null);
            _training?.Write(writer);
        });
    }

    internal static FidTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.Check(GetVersionInfo());
        return HashedPayload.Read<FidTransformer>(env, ctx.Reader, reader =>
        {
            var options = new FidScorerOptions { FeatureColumnName = reader.ReadText(), Metrics = reader.ReadMetricOptions() };
            options.Validate();
            int seed = reader.ReadInt32();
            FeatureStatistics real = FeatureStatistics.Read(reader);
            FeatureStatistics? training = reader.ReadBoolean() ? FeatureStatistics.Read(reader) : null;
            foreach (FeatureStatistics side in ((FeatureStatistics?[])[real, training]).OfType<FeatureStatistics>())
                PayloadReader.Check(side.Rows >= 2 && side.Dimensions == real.Dimensions && side.IsOf(options.Metrics.SampleRows, seed, momentsOfSample: false), "the rows are not those of the options");
            return new(env, options, seed, real, training);
        });
    }
}
