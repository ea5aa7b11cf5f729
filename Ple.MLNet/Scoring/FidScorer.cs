using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Scoring;

/// <summary>
/// Learns the moments of real rows; the fitted <see cref="FidTransformer"/> says how far generated rows are from them, by the Frechet
/// distance (FID, Heusel et al. 2017) and the kernel distance (KID, Binkowski et al. 2018). Reached as <c>mlContext.Ple.FidScorer</c>.
/// </summary>
public sealed class FidScorer : IEstimator<FidTransformer>
{
    private readonly IHost _host;
    private readonly FidScorerOptions _options;
    private readonly int _seed;

    internal FidScorer(IHostEnvironment environment, FidScorerOptions options)
    {
        _host = environment.Register(nameof(FidScorer));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_options, _seed) = (options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Reads the real rows once, in a stream: memory holds one covariance and the rows kept for the kernel distance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or no known-size vector of Single.</exception>
    /// <exception cref="InvalidOperationException">Fewer than 2 rows, or a value that is NaN or infinite.</exception>
    public FidTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        SavedText.Check(_options.FeatureColumnName, "The name of a column");
        ScoredRows real = ScoredRows.Read(_host, input, _options, _seed);
        if (real.Moments.Count < 2)
            throw _host.Except($"The real table has {real.Moments.Count} rows: a Frechet distance needs at least 2.");
        return new(_host, _options, _seed, real);
    }

    /// <summary>The columns of the table that <see cref="FidTransformer.Transform"/> gives.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.FeatureColumnName);
        return SchemaShape.Create(FidTransformer.Table(_host, []).Schema);
    }
}
