using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;
using TorchSharp;

[assembly: LoadableClass(typeof(PleGenerativeTransformer), null, typeof(SignatureLoadModel),
    "PLE generator", PleGenerativeTransformer.LoaderSignature)]

namespace Ple.MLNet.Generation;

/// <summary>
/// A fitted generator. <see cref="Transform"/> makes one synthetic row for each row of its input and lets nothing of the input through;
/// <see cref="Generate(long, object?, int?)"/> makes as many as asked. A row depends on (seed, position) alone: enumerating again, by whatever cursor or
/// prediction engine, gives the same rows. Saved and loaded as any ML.NET model; owns native memory, hence <see cref="IDisposable"/>.
/// </summary>
/// <remarks>
/// Steps behind a generator in a chain see synthetic rows alone: in the fit, and whenever the chain transforms. A trainer appended to a generator
/// learns from synthetic rows, as it may be meant to, but the chain's Transform and its prediction engines then score synthetic rows, not those they
/// are given. Score real rows by that trainer's own transformer, the chain's LastTransformer. A fit of such a chain warns; a chain that was put
/// together of transformers or loaded from a file cannot tell what comes behind, and says nothing.
/// <para>A prediction engine counts its rows from 0. Engines of the same generator, as in a PredictionEnginePool, therefore repeat each other's rows:
/// take <see cref="Generate(long, object?, int?)"/>, with a seed of its own for each part, where rows must differ.</para>
/// <para>One saved model makes the same bits in every process with the same build of libtorch and the same instruction set (see
/// <see cref="TrainingSummary.CpuCapability"/>); with others, the same rows but for rounding of their last digits.</para>
/// </remarks>
public sealed class PleGenerativeTransformer : ITransformer, IClassRowGenerator, IDisposable
{
    internal const string LoaderSignature = "PleGenerator";

    private readonly IHost _host;
    private readonly RowCodec _codec;
    private readonly FittedModel _fitted;
    private readonly OutputKind _output;
    private readonly int _seed;

    internal PleGenerativeTransformer(IHostEnvironment environment, RowCodec codec, FittedModel fitted, OutputKind output, int seed, TrainingSummary summary)
    {
        _host = environment.Register(nameof(PleGenerativeTransformer));
        (_codec, _fitted, _output, _seed, Summary) = (codec, fitted, output, seed, summary);
        Chain = new(_host);
    }

    internal ChainWarning Chain { get; }

    internal RowCodec Codec => _codec;

    internal FittedModel Fitted => _fitted;

    /// <summary>What the fit came to.</summary>
    public TrainingSummary Summary { get; }

    /// <summary>Number of weights of the generative model; 0 of one that fits itself.</summary>
    public long WeightCount => _fitted.Weights?.Count ?? 0;

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The classes of rows, in the order of text's first appearance, else ascending; empty without a condition column.</summary>
    public IReadOnlyList<object> Classes => _codec.Condition?.Categories ?? [];

    /// <summary>The generated columns alone, whatever else the input has.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _codec.Schema;

    /// <summary>One synthetic row for each row of the input, of which nothing is read but the number of rows and the condition column: a row
    /// is made of its input row's class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The condition column is missing or of another type.</exception>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        using NativeMemory.Use use = BeginUse();
        return View(input, InputColumns(input.Schema), _seed, ReadCondition, Chain.For(input));
    }

    /// <summary>Synthetic rows.</summary>
    /// <param name="count">How many, at least 0: exactly as many come.</param>
    /// <param name="conditionValue">The class of all rows, a value of the condition column: text, Boolean, key value or number. Default: classes
    /// as frequent as in the training rows.</param>
    /// <param name="seed">Of the noise: another seed gives a fresh, independent set from the same generator. Default: that of the trainer, as
    /// <see cref="Transform"/> has it.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class; the message lists those there are.</exception>
    /// <exception cref="InvalidOperationException">A class is asked for, and the generator was trained without a condition column.</exception>
    public IDataView Generate(long count, object? conditionValue = null, int? seed = null)
    {
        if (conditionValue is not null)
        {
            int index = Condition().IndexOf(conditionValue);
            return Generate(count, seed, _ => index);
        }
        if (_codec.Condition is not { } condition)
            return Generate(count, seed, _ => -1);
        long total = condition.Counts.Sum();
        int classSeed = Seeds.Derive(seed ?? _seed, SeedPurpose.ClassOfRow);
        return Generate(count, seed, position =>
        {
            long place = (long)(CounterRandom.Uniform(classSeed, position, stream: 0) * total);
            int index = 0;
            while (place >= condition.Counts[index])
                place -= condition.Counts[index++];
            return index;
        });
    }

    IDataView IRowGenerator.Generate(long count, int seed) => Generate(count, conditionValue: null, seed);

    IDataView IClassRowGenerator.Generate(IReadOnlyDictionary<object, long> countsByClass, int seed) => Generate(countsByClass, (int?)seed);

    /// <summary>Synthetic rows of several classes, class after class.</summary>
    /// <param name="countsByCondition">Rows of each class.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class; the message lists those there are.</exception>
    /// <exception cref="InvalidOperationException">The generator was trained without a condition column.</exception>
    public IDataView Generate<TClass>(IReadOnlyDictionary<TClass, long> countsByCondition)
        where TClass : notnull
        => Generate(countsByCondition, seed: null);

    /// <summary>The generator's bound on the log-likelihood (for a variational autoencoder the ELBO), in nats, averaged over rows; one draw of the
    /// noise for each row. Comparable between generators of one vector column and likelihood.</summary>
    /// <param name="data">Rows with the columns that the generator was trained on.</param>
    /// <exception cref="InvalidOperationException">The generator was trained on a table, or the data have no rows, or its model gives no
    /// likelihood.</exception>
    public double AverageLogLikelihoodBound(IDataView data)
    {
        _host.CheckValue(data, nameof(data));
        using NativeMemory.Use use = BeginUse();
        return new LikelihoodOfRows(_host, _codec, _fitted, _seed).Average(data);
    }

    /// <summary>A generator whose weights are H(X) of other rows X: the hypernetwork that this one keeps looks at them once, and nothing is trained (the reading of the paper's eq. 3). Batch norm and the
    /// mixture of latent numbers are those of X too; scaling, categories and how often classes come stay as they are, and there is no correction. The new generator keeps the hypernetwork as well.</summary>
    /// <param name="data">X, with the columns that the generator was trained on.</param>
    /// <param name="seed">Of what is random in it. Default: the generator's.</param>
    /// <exception cref="InvalidOperationException">No hypernetwork was kept (set <c>KeepHypernetwork</c> in the trainer's options); or fewer than 2 rows, or a value or class that training rows did not have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public PleGenerativeTransformer Reestimate(IDataView data, int? seed = null)
    {
        _host.CheckValue(data, nameof(data));
        using NativeMemory.Use use = BeginUse();
        if (_fitted.Reestimation is not { } reestimation)
            throw _host.Except("The generator kept no hypernetwork: it is estimated anew from other rows where the trainer's options say KeepHypernetwork = true.");
        using TorchThreads? threads = TorchThreads.Use(1);
        using var scope = torch.NewDisposeScope();
        (torch.Tensor rows, int[] conditions) = _codec.ReadAll(_host, data, _fitted.Device);
        if (conditions.Length < 2)
            throw _host.Except($"A generator is estimated from at least 2 rows; the table has {conditions.Length}.");
        FittedModel fitted = reestimation.Estimate(_fitted, rows, conditions, seed ?? _seed);
        return new(_host, _codec, fitted, _output, seed ?? _seed, Summary.Reestimated(conditions.Length));
    }

    /// <summary><see cref="Reestimate"/> as an estimator, for chains and self-consuming loops.</summary>
    public IEstimator<PleGenerativeTransformer> Reestimator() => new Reestimator(this);

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
        => new GeneratingRowMapper(inputSchema, InputColumns(inputSchema), _codec.Schema, () => NewBlock(_seed), ReadCondition);

    /// <summary>Frees the native memory; may be called again. Cursors and prediction engines that are open throw
    /// <see cref="ObjectDisposedException"/> when they need a new block of rows; a block that is being made on another thread is finished first.
    /// </summary>
    public void Dispose() => _fitted.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        using NativeMemory.Use use = BeginUse();
        GeneratorFormat.Write(ctx, new(_codec, _fitted, _output, _seed, Summary));
    }

    internal static PleGenerativeTransformer Create(IHostEnvironment environment, ModelLoadContext ctx)
    {
        Contracts.CheckValue(environment, nameof(environment));
        environment.CheckValue(ctx, nameof(ctx));
        SavedGenerator saved = GeneratorFormat.Read(environment, ctx);
        return new(environment, saved.Codec, saved.Fitted, saved.Output, saved.Seed, saved.Summary);
    }

    private TableCondition Condition()
        => _codec.Condition ?? throw _host.Except("The generator was trained without a condition column: name one in the trainer's options to ask for rows by class.");

    private GeneratedView Generate<TClass>(IReadOnlyDictionary<TClass, long> counts, int? seed)
        where TClass : notnull
    {
        ArgumentNullException.ThrowIfNull(counts);
        var ends = new List<(long End, int Index)>();
        foreach ((TClass value, long count) in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ends.Add(((ends.Count == 0 ? 0 : ends[^1].End) + count, Condition().IndexOf(value)));
        }
        return Generate(ends.Count == 0 ? 0 : ends[^1].End, seed, position => ends.Find(e => position < e.End).Index);
    }

    private GeneratedView Generate(long count, int? seed, Func<long, int> classAt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using NativeMemory.Use use = BeginUse();
        return View(new EmptyRows(_host, count), [], seed ?? _seed, row => () => classAt(row.Position));
    }

    private GeneratedView View(
        IDataView input, IReadOnlyList<DataViewSchema.Column> inputColumns, int seed, Func<DataViewRow, Func<int>> newConditions, Action? onReading = null)
        => new(_host, input, inputColumns, _codec.Schema, () => NewBlock(seed), newConditions, onReading);

    /// <summary>The condition column, if there is one.</summary>
    private DataViewSchema.Column[] InputColumns(DataViewSchema schema)
    {
        if (_codec.Condition is not { } condition)
            return [];
        return schema.GetColumnOrNull(condition.Name) is DataViewSchema.Column column
            ? [column]
            : throw _host.ExceptSchemaMismatch(nameof(schema), "condition", condition.Name);
    }

    private Func<int> ReadCondition(DataViewRow row) => _codec.Condition?.MakeReader(_host, row) ?? (() => -1);

    private RowBlock NewBlock(int seed)
    {
        using NativeMemory.Use use = BeginUse();
        return new(new RowGenerator(_fitted.Model, _fitted.Device, _fitted.Latent, _output, seed), _codec.NewDecoder(), BeginUse);
    }

    internal NativeMemory.Use BeginUse() => _fitted.Memory.Begin(this);
}
