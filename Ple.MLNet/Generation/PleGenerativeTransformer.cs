using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

[assembly: LoadableClass(typeof(PleGenerativeTransformer), null, typeof(SignatureLoadModel),
    "PLE generator", PleGenerativeTransformer.LoaderSignature)]

namespace Ple.MLNet.Generation;

/// <summary>
/// A fitted generator. <see cref="Transform"/> makes one synthetic row for each row of its input and lets nothing of the input through;
/// <see cref="Generate(long)"/> makes as many as asked. A row depends on (seed, position) alone: enumerating again, by whatever cursor or
/// prediction engine, gives the same rows. Saved and loaded as any ML.NET model; owns native memory, hence <see cref="IDisposable"/>.
/// </summary>
public sealed class PleGenerativeTransformer : ITransformer, IDisposable
{
    internal const string LoaderSignature = "PleGenerator";

    private readonly IHost _host;
    private readonly GeneratedColumn _column;
    private readonly DataViewSchema _schema;
    private readonly FittedModel _fitted;
    private readonly VaeOptions _shape;
    private readonly RowScaling _scaling;
    private readonly OutputKind _output;
    private readonly int _seed;
    private bool _disposed;

    internal PleGenerativeTransformer(IHostEnvironment environment, GeneratedColumn column, FittedModel fitted, VaeOptions shape,
        RowScaling scaling, OutputKind output, int seed, TrainingSummary summary)
    {
        _host = environment.Register(nameof(PleGenerativeTransformer));
        (_column, _fitted, _shape, _scaling, _output, _seed, Summary) = (column, fitted, shape, scaling, output, seed, summary);
        _schema = column.ToSchema();
    }

    /// <summary>What the fit came to.</summary>
    public TrainingSummary Summary { get; }

    /// <summary>Number of weights of the generative model.</summary>
    public long WeightCount => _fitted.Weights.Count;

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The generated column alone, whatever the input has.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _schema;

    /// <summary>One synthetic row for each row of the input, of which nothing but the number of rows is read.</summary>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CheckUsable();
        return new GeneratedView(_host, input, _schema, () => NewBlock(_seed));
    }

    /// <summary>Synthetic rows, the same as <see cref="Transform"/> gives for an input of as many rows.</summary>
    /// <param name="count">How many, at least 0.</param>
    public IDataView Generate(long count) => Generate(count, _seed);

    /// <summary>Synthetic rows of another seed: a fresh, independent set from the same generator.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">Of the noise.</param>
    public IDataView Generate(long count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckUsable();
        return new GeneratedView(_host, new EmptyRows(_host, count), _schema, () => NewBlock(seed));
    }

    /// <summary>The generator's bound on the log-likelihood (for a variational autoencoder the ELBO), in nats, averaged over rows; one draw of the
    /// noise for each row. Comparable between generators of one column and likelihood.</summary>
    /// <param name="data">Rows with the column that the generator was trained on.</param>
    public double AverageLogLikelihoodBound(IDataView data)
    {
        _host.CheckValue(data, nameof(data));
        CheckUsable();
        VectorColumn column = VectorColumn.Find(_host, data.Schema, _column.Name);
        if (column.Size != _column.Type.Size)
            throw _host.ExceptSchemaMismatch(nameof(data), "feature", _column.Name, _column.Type.ToString(), data.Schema[_column.Name].Type.ToString());
        using var noGrad = no_grad();
        using Generator noise = Reproducible.Generator(_seed);
        double sum = 0;
        long count = 0;
        foreach (float[] batch in column.ReadBatches(data, 1024))
        {
            using var scope = NewDisposeScope();
            _scaling.ToModel(batch);
            Tensor rows = Reproducible.Copy(batch, [batch.Length / column.Size, column.Size]);
            Tensor epsilon = randn(rows.shape[0], _shape.LatentSize, generator: noise);
            Device device = _fitted.Weights.Values.device;
            sum -= _fitted.Model.NegativeLogLikelihood(rows.to(device), epsilon.to(device)).sum().to(ScalarType.Float64).item<double>();
            count += rows.shape[0];
        }
        return count > 0 ? sum / count - _scaling.LogVolume : throw _host.ExceptParam(nameof(data), "The table has no rows.");
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
        => new GeneratingRowMapper(inputSchema, _schema, () => NewBlock(_seed));

    /// <summary>Frees the native memory; may be called again.</summary>
    public void Dispose()
    {
        if (!_disposed)
            _fitted.Dispose();
        _disposed = true;
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        CheckUsable();
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        HashedPayload.Write(ctx.Writer, writer =>
        {
            _column.Write(writer);
            writer.WriteArray<float>([.. _scaling.Offset]);
            writer.WriteArray<float>([.. _scaling.Scale]);
            writer.Write((int)_output);
            writer.Write(_seed);
            writer.Write(Summary.Rows);
            writer.Write(Summary.Loss);
            foreach (double? optional in new[] { Summary.Penalty, Summary.HypernetworkSpread, Summary.CorrectionWeight })
                writer.Write(optional ?? double.NaN);
            GeneratorFormat.Write(writer, _fitted, _shape);
        });
    }

    internal static PleGenerativeTransformer Create(IHostEnvironment environment, ModelLoadContext ctx)
    {
        Contracts.CheckValue(environment, nameof(environment));
        environment.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        TorchBackend.EnsureLoaded();
        return HashedPayload.Read(environment, ctx.Reader, reader =>
        {
            GeneratedColumn column = GeneratedColumn.Read(reader);
            int size = column.Type.Size;
            var scaling = new RowScaling(reader.ReadArray<float>(size), reader.ReadArray<float>(size));
            var output = (OutputKind)reader.ReadInt32((int)OutputKind.Draw, (int)OutputKind.Mean);
            int seed = reader.ReadInt32();
            var summary = new TrainingSummary(reader.ReadInt64(), reader.ReadDouble(), ReadOptional(reader), ReadOptional(reader), ReadOptional(reader));
            (FittedModel fitted, VaeOptions shape) = GeneratorFormat.Read(reader, size);
            return new PleGenerativeTransformer(environment, column, fitted, shape, scaling, output, seed, summary);
        });
    }

    private static double? ReadOptional(BinaryReader reader) => reader.ReadDouble() is var value && double.IsNaN(value) ? null : value;

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLEGENER",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(PleGenerativeTransformer).Assembly.FullName);

    private RowBlock NewBlock(int seed)
    {
        CheckUsable();
        return new(new RowGenerator(_fitted.Model, _fitted.Latent, _output, seed), _scaling);
    }

    private void CheckUsable() => ObjectDisposedException.ThrowIf(_disposed, this);
}
