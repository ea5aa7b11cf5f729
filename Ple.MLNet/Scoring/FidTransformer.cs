using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

[assembly: LoadableClass(typeof(FidTransformer), null, typeof(SignatureLoadModel), "Frechet distance scorer", FidTransformer.LoaderSignature)]

namespace Ple.MLNet.Scoring;

/// <summary>
/// Holds the moments of real rows and scores generated rows against them. It makes one row of a whole table, so it is no row-to-row
/// mapper: a PredictionEngine refuses it. Saved and loaded by <c>mlContext.Model</c>.
/// </summary>
public sealed class FidTransformer : ITransformer
{
    internal const string LoaderSignature = "PleFid";

    private readonly IHost _host;
    private readonly FidScorerOptions _options;
    private readonly int _seed;
    private readonly ScoredRows _real;

    internal FidTransformer(IHostEnvironment environment, FidScorerOptions options, int seed, ScoredRows real)
        => (_host, _options, _seed, _real) = (environment.Register(nameof(FidTransformer)), options, seed, real);

    bool ITransformer.IsRowToRowMapper => false;

    /// <summary>Reads the generated rows once, in a stream, and gives their distances from the real rows.</summary>
    /// <param name="generated">A table with the feature column, of as many dimensions as the real one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, no known-size vector of Single, or of another size
    /// than the real one.</exception>
    /// <exception cref="InvalidOperationException">Fewer than 2 rows, or a value that is NaN or infinite.</exception>
    public FidMetrics Score(IDataView generated)
    {
        _host.CheckValue(generated, nameof(generated));
        CheckSchema(generated.Schema);
        ScoredRows rows = ScoredRows.Read(_host, generated, _options, _seed);
        if (rows.Moments.Count < 2)
            throw _host.Except($"The generated table has {rows.Moments.Count} rows: a Frechet distance needs at least 2.");
        WarnOfFewRows("real", _real.Moments);
        WarnOfFewRows("generated", rows.Moments);

        FrechetTerms frechet = FrechetDistance.Between(_real.Moments, rows.Moments);
        (double? kid, double? standardError) = Kernel(rows);
        return new()
        {
            Fid = frechet.Distance,
            MeanTerm = frechet.Mean,
            CovarianceTerm = frechet.Covariance,
            Kid = kid,
            KidStandardError = standardError,
            RealRows = _real.Moments.Count,
            GeneratedRows = rows.Moments.Count,
            Dimensions = rows.Moments.Dimensions,
        };
    }

    /// <summary>The same numbers as <see cref="Score"/> in a table of one row, a column for each property of <see cref="FidMetrics"/>;
    /// NaN for null. Reads the input at once.</summary>
    public IDataView Transform(IDataView input) => Table(_host, [Score(input)]);

    /// <summary>The columns of the table that <see cref="Transform"/> gives.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema);
        return Table(_host, []).Schema;
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
        => throw _host.ExceptNotSupp("A Frechet distance belongs to a whole table, not to single rows.");

    internal static IDataView Table(IHostEnvironment environment, FidMetrics[] rows)
    {
        var table = new ArrayDataViewBuilder(environment);
        AddDouble(nameof(FidMetrics.Fid), row => row.Fid);
        AddDouble(nameof(FidMetrics.MeanTerm), row => row.MeanTerm);
        AddDouble(nameof(FidMetrics.CovarianceTerm), row => row.CovarianceTerm);
        AddDouble(nameof(FidMetrics.Kid), row => row.Kid);
        AddDouble(nameof(FidMetrics.KidStandardError), row => row.KidStandardError);
        table.AddColumn(nameof(FidMetrics.RealRows), NumberDataViewType.Int64, [.. rows.Select(row => row.RealRows)]);
        table.AddColumn(nameof(FidMetrics.GeneratedRows), NumberDataViewType.Int64, [.. rows.Select(row => row.GeneratedRows)]);
        table.AddColumn(nameof(FidMetrics.Dimensions), NumberDataViewType.Int32, [.. rows.Select(row => row.Dimensions)]);
        return table.GetDataView(rows.Length);

        void AddDouble(string name, Func<FidMetrics, double?> value)
            => table.AddColumn(name, NumberDataViewType.Double, [.. rows.Select(row => value(row) ?? double.NaN)]);
    }

    private (double? Kid, double? StandardError) Kernel(ScoredRows generated)
    {
        if (_options.KernelRows == 0)
            return (null, null);
        (double mean, double error) = KernelDistance.Between(_real.KernelRows, generated.KernelRows, _options.KernelSubsets, Seeds.Derive(_seed, SeedPurpose.KernelSubsets));
        return (mean, double.IsNaN(error) ? null : error);
    }

    private void CheckSchema(DataViewSchema schema)
        => FeatureColumn.Find(_host, schema, _options.FeatureColumnName, _real.Moments.Dimensions);

    private void WarnOfFewRows(string side, Moments moments)
    {
        if (moments.Count > moments.Dimensions)
            return;
        using IChannel channel = _host.Start("Scoring");
        channel.Warning($"{moments.Count} {side} rows for {moments.Dimensions} dimensions: the covariance has no full rank and FID is " +
            "strongly biased upwards. Take more rows, or compare by the kernel distance (KID).");
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLE  FID",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(FidTransformer).Assembly.FullName);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        HashedPayload.Write(ctx.Writer, writer =>
        {
            writer.Write(_options.FeatureColumnName);
            writer.Write(_options.KernelRows);
            writer.Write(_options.KernelSubsets);
            writer.Write(_seed);
            writer.Write(_real.Moments);
            writer.Write(_real.KernelRows.Count);
            foreach (float[] row in _real.KernelRows)
                writer.WriteArray<float>(row);
        });
    }

    internal static FidTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.Check(GetVersionInfo());
        return HashedPayload.Read<FidTransformer>(env, ctx.Reader, reader =>
        {
            var options = new FidScorerOptions
            {
                FeatureColumnName = reader.ReadText(),
                KernelRows = reader.ReadInt32(),
                KernelSubsets = reader.ReadInt32(),
            };
            options.Validate();
            int seed = reader.ReadInt32();
            Moments moments = reader.ReadMoments();
            PayloadReader.Check(moments.Count >= 2, "there are fewer than 2 real rows");
            int kernelRows = reader.ReadInt32();
            PayloadReader.Check(kernelRows == Math.Min(moments.Count, options.KernelRows), "there are not the rows that were kept");
            float[] values = reader.ReadArray<float>((long)kernelRows * moments.Dimensions);
            PayloadReader.Check(Array.TrueForAll(values, float.IsFinite), "a number is not finite");
            return new(env, options, seed, new(moments, [.. values.Chunk(moments.Dimensions)]));
        });
    }
}
