using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>
/// Trains a generator on a vector-of-Single column, such as pixels or an embedding: by maximum likelihood or by hypernetwork with the penalty
/// of PLE, then corrected by bootstrap. Made by <c>mlContext.Ple.GenerativeTrainer()</c>. Holds options only; a fit reads the data once.
/// </summary>
public sealed class PleGenerativeTrainer : IEstimator<PleGenerativeTransformer>
{
    private const int ReadRows = 1024;
    private const double MostBetween = 0.3;

    private readonly IHost _host;
    private readonly GenerativeTrainerOptions _options;
    private readonly int _seed;

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
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no known-size vector of Single; or the batch is larger than the
    /// table; or the device is unknown.</exception>
    /// <exception cref="InvalidOperationException">No or one row, a value that is not finite or not in the likelihood's range, or training
    /// diverged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the options' token.</exception>
    public PleGenerativeTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        VectorColumn column = VectorColumn.Find(_host, input.Schema, _options.FeatureColumnName);
        Device device = TorchDevice.Parse(_options.Device);
        float[] rows = Read(column, input);
        VaeOptions shape = ResolveLikelihood(rows, column.Size);
        RowScaling scaling = shape.Likelihood == Likelihood.Gaussian ? RowScaling.Standardize(rows, column.Size) : RowScaling.None(column.Size);
        scaling.ToModel(rows);

        int threads = get_num_threads();
        try
        {
            if (_options.Threads is { } wanted)
                set_num_threads(wanted);
            VariationalAutoencoder model = VaeFactory.Create(shape, column.Size, conditionSize: 0, _seed);
            model.to(device);
            (FittedModel fitted, TrainingSummary summary) = new GeneratorTraining(_host, _options, _seed).Run(model, rows, []);
            return new(_host, GeneratedColumn.Of(input.Schema[_options.FeatureColumnName]), fitted, shape, scaling, _options.Sampling.Output, _seed, summary);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.FeatureColumnName);
        inputSchema.TryFindColumn(_options.FeatureColumnName, out SchemaShape.Column column);
        return new SchemaShape([column]);
    }

    private float[] Read(VectorColumn column, IDataView input)
    {
        float[][] batches = [.. column.ReadBatches(input, ReadRows)];
        long size = batches.Sum(b => (long)b.Length), count = size / column.Size;
        if (count < 2)
            throw _host.Except($"Training a generator needs at least 2 rows; column '{_options.FeatureColumnName}' has {count}.");
        if (size > Array.MaxLength)
            throw _host.Except($"The {count} rows of {column.Size} values are more than fit in memory as one block; train on a sample of the rows.");
        if (_options.BatchSize > count)
            throw _host.ExceptUserArg(nameof(GenerativeTrainerOptions.BatchSize),
                $"The batch of {_options.BatchSize} rows is larger than the table: set {nameof(GenerativeTrainerOptions.BatchSize)} to at most {count}, the number of rows.");
        float[] rows = new float[size];
        int filled = 0;
        foreach (float[] batch in batches)
        {
            batch.CopyTo(rows, filled);
            filled += batch.Length;
        }
        return rows;
    }

    private VaeOptions ResolveLikelihood(float[] rows, int size)
    {
        int outside = Array.FindIndex(rows, v => v is < 0 or > 1);
        Likelihood likelihood = _options.Model.Likelihood switch
        {
            Likelihood.Automatic => outside < 0 && IsNearBinary(rows) ? Likelihood.Bernoulli : Likelihood.Gaussian,
            Likelihood.Bernoulli when outside >= 0 => throw _host.Except(
                $"A Bernoulli likelihood takes values from 0 to 1; column '{_options.FeatureColumnName}' holds {rows[outside]} in row " +
                $"{outside / size}, slot {outside % size}. Scale the values, or choose {nameof(Likelihood)}.{nameof(Likelihood.Gaussian)}."),
            var chosen => chosen,
        };
        return new()
        {
            HiddenSizes = [.. _options.Model.HiddenSizes],
            LatentSize = _options.Model.LatentSize,
            BatchNorm = _options.Model.BatchNorm,
            Likelihood = likelihood,
        };
    }

    /// <summary>Whether values between 0 and 1 keep to the ends: the mean of x (1 - x) is 0 for ones and zeros, and that of the mean
    /// value itself for equal values.</summary>
    private static bool IsNearBinary(float[] rows)
    {
        double mean = 0, between = 0;
        foreach (float value in rows)
            (mean, between) = (mean + value / (double)rows.Length, between + value * (1 - value) / (double)rows.Length);
        return between <= MostBetween * mean * (1 - mean);
    }
}
