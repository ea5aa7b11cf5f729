using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Scoring;

/// <summary>
/// Learns what the scores need of real rows; the fitted <see cref="FidTransformer"/> says how far generated rows are from them: by the Frechet
/// distance (FID, Heusel et al. 2017), the kernel distance (KID, Binkowski et al. 2018) and the other metrics of <see cref="FeatureScores"/>.
/// Reached as <c>mlContext.Ple.FidScorer</c>.
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

    /// <summary>Reads the real rows once, in a stream: memory holds one covariance and the rows kept for the other metrics.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing or no known-size vector of Single.</exception>
    /// <exception cref="InvalidOperationException">Fewer than 2 rows, or a value that is NaN or infinite.</exception>
    public FidTransformer Fit(IDataView input) => new(_host, _options, _seed, Read(input, nameof(input), "real"), training: null);

    /// <summary>Reads training rows and held-out rows apart: distances are then from the held-out rows, so that a generator that copies its training rows
    /// has no distance 0, and copies are looked for among the training rows.</summary>
    /// <param name="training">The rows that the generator was trained on.</param>
    /// <param name="heldOut">Real rows that it was not trained on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, no known-size vector of Single, or of different sizes.</exception>
    /// <exception cref="InvalidOperationException">Fewer than 2 rows, or a value that is NaN or infinite.</exception>
    public FidTransformer Fit(IDataView training, IDataView heldOut)
    {
        FeatureStatistics ofTraining = Read(training, nameof(training), "training");
        _host.CheckValue(heldOut, nameof(heldOut));
        FeatureColumn.Find(_host, heldOut.Schema, _options.FeatureColumnName, ofTraining.Dimensions);
        return new(_host, _options, _seed, Read(heldOut, nameof(heldOut), "held-out"), ofTraining);
    }

    /// <summary>The columns of the table that <see cref="FidTransformer.Transform"/> gives.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.FeatureColumnName);
        return SchemaShape.Create(FidTransformer.Table(_host, []).Schema);
    }

    private FeatureStatistics Read(IDataView data, string parameter, string name)
    {
        _host.CheckValue(data, parameter);
        SavedText.Check(_options.FeatureColumnName, "The name of a column");
        FeatureStatistics read = FeatureReading.Read(_host, data, _options.FeatureColumnName, size => FidTransformer.Empty(size, _options, _seed));
        if (read.Rows < 2)
            throw _host.Except($"The {name} table has {read.Rows} rows: a Frechet distance needs at least 2.");
        return read;
    }
}
