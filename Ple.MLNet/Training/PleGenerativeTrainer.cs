using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>
/// Trains a generator on a table of mixed columns, or on one vector-of-Single column such as pixels: by maximum likelihood or by hypernetwork
/// with the penalty of PLE, then corrected by bootstrap. Made by <c>mlContext.Ple.GenerativeTrainer()</c>. Holds options, and no data.
/// </summary>
/// <remarks>A step appended behind it is fitted on synthetic rows, and the chain's Transform lets it score synthetic rows alone; see
/// <see cref="PleGenerativeTransformer"/>. To fit a model on real rows and new ones together, see <c>mlContext.Ple.Augmented</c>.</remarks>
public sealed class PleGenerativeTrainer : IEstimator<PleGenerativeTransformer>
{
    private readonly IHost _host;
    private readonly GenerativeTrainerOptions _options;
    private readonly int _seed;
    private bool _isInChain;

    internal PleGenerativeTrainer(IHostEnvironment environment, GenerativeTrainerOptions options)
    {
        Contracts.CheckValue(environment, nameof(environment));
        _host = environment.Register(nameof(PleGenerativeTrainer));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        _options = options;
        _seed = options.Seed ?? _host.Rand.Next();
    }

    /// <summary>Trains a generator. The rows are kept in memory while it runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a type that cannot be learnt; or the batch is larger than the
    /// rows that are trained on; or the device is unknown.</exception>
    /// <exception cref="InvalidOperationException">No or one row, a value that is not finite or not in the likelihood's range, a column with too
    /// many categories, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the options' token.</exception>
    public PleGenerativeTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        Device device = TorchDevice.Parse(_options.Device);
        IReadOnlyList<ModelTrial> trials = _options.Model is AutomaticModelOptions automatic ? new ModelChoice(_host, _options, automatic, _seed).Run(input, device) : [];
        GenerativeTrainerOptions options = trials.Count == 0 ? _options : _options.WithModel(trials.Single(t => t.IsChosen).Model);
        TrainingRows rows = new TrainingRowsReader(_host, options, _seed).Read(input);
        (FittedModel fitted, TrainingSummary summary) = new GeneratorTraining(_host, options, _seed).Run(rows, device);
        summary.ModelChoice = trials;
        var generator = new PleGenerativeTransformer(_host, rows.Codec, fitted, _options.Sampling.Output, _seed, summary);
        if (Interlocked.Exchange(ref _isInChain, false))
            generator.Chain.Expect(input);
        return generator;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        _isInChain = true; // chains ask before each fit; who fits a trainer alone has no use for it
        if (_options.FeatureColumnName is not { } name)
            return TableShape.Check(_host, inputSchema, _options.ConditionColumnName, _options.ExcludedColumnNames);
        VectorColumn.Check(_host, inputSchema, name);
        inputSchema.TryFindColumn(name, out SchemaShape.Column column);
        if (_options.ConditionColumnName is not { } condition)
            return new SchemaShape([column]);
        return inputSchema.TryFindColumn(condition, out SchemaShape.Column classes)
            ? new SchemaShape([column, classes])
            : throw _host.ExceptSchemaMismatch(nameof(inputSchema), "condition", condition);
    }
}
