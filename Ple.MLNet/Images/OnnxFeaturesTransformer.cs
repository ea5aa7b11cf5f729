using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Images;
using Ple.MLNet.Interop;

[assembly: LoadableClass(typeof(OnnxFeaturesTransformer), null, typeof(SignatureLoadModel), "PLE features by ONNX", OnnxFeaturesTransformer.LoaderSignature)]

namespace Ple.MLNet.Images;

/// <summary>
/// Adds the features of images by a network in the ONNX format, which it holds whole: saved and loaded as any ML.NET model, it needs the network's file no more. Owns native memory, hence
/// <see cref="IDisposable"/>.
/// </summary>
public sealed class OnnxFeaturesTransformer : RowToRowTransformerBase, IDisposable
{
    internal const string LoaderSignature = "PleOnnxFeatures";

    private const int MostFeatures = 1_000_000;

    private readonly string _pixelColumn, _outputColumn;
    private readonly ImagePreparation _preparation;
    private readonly OnnxNetwork _network;
    private readonly NativeMemory _memory;

    internal OnnxFeaturesTransformer(IHostEnvironment environment, string pixelColumn, string outputColumn, ImagePreparation preparation, OnnxNetwork network, int featureCount)
        : base(environment.Register(nameof(OnnxFeaturesTransformer)))
    {
        SavedText.Check(pixelColumn, "The name of a column");
        SavedText.Check(outputColumn, "The name of a column");
        if (featureCount is < 1 or > MostFeatures)
            throw new InvalidDataException($"gives {featureCount} numbers for an image; 1 to {MostFeatures} are expected.");
        (_pixelColumn, _outputColumn, _preparation, _network, FeatureCount) = (pixelColumn, outputColumn, preparation, network, featureCount);
        _memory = new(network.Dispose);
    }

    /// <summary>Numbers that an image gets.</summary>
    public int FeatureCount { get; }

    /// <summary>Frees the native memory; may be called again. Cursors that are open throw <see cref="ObjectDisposedException"/> at their next row.</summary>
    public void Dispose() => _memory.Dispose();

    private float[] Run(float[] input)
    {
        using NativeMemory.Use use = _memory.Begin(this);
        float[] features = _network.Run(input, _preparation.To);
        if (features.Length != FeatureCount)
            throw Host.Except($"The network gives {features.Length} numbers for this image and gave {FeatureCount} when it was fitted.");
        return features;
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        HashedPayload.Write(ctx.Writer, writer =>
        {
            writer.Write(_pixelColumn);
            writer.Write(_outputColumn);
            _preparation.Write(writer);
            writer.Write(FeatureCount);
            writer.Write(_network.Threads);
            writer.Write(_network.Output);
            writer.Write(_network.Bytes.Length);
            writer.Write(_network.Bytes);
        });
    }

    internal static OnnxFeaturesTransformer Create(IHostEnvironment environment, ModelLoadContext ctx)
    {
        ctx.Check(GetVersionInfo());
        return HashedPayload.Read(environment, ctx.Reader, reader =>
        {
            string pixelColumn = reader.ReadText(), outputColumn = reader.ReadText();
            PayloadReader.Check(pixelColumn.Length > 0 && outputColumn.Length > 0, "a column has no name");
            ImagePreparation preparation = ImagePreparation.Read(reader);
            int featureCount = reader.ReadInt32(1, MostFeatures), threads = reader.ReadInt32(1, OnnxNetwork.MostThreads);
            string output = reader.ReadText();
            OnnxNetwork network = OnnxNetwork.Load(reader.ReadArray<byte>(reader.ReadInt32(1, int.MaxValue)), output, threads);
            try
            {
                return new OnnxFeaturesTransformer(environment, pixelColumn, outputColumn, preparation, network, featureCount);
            }
            catch
            {
                network.Dispose();
                throw;
            }
        });
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLEONNXF",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(OnnxFeaturesTransformer).Assembly.FullName);

    private sealed class Mapper : MapperBase
    {
        private readonly OnnxFeaturesTransformer _parent;
        private readonly DataViewSchema.Column _pixels;

        public Mapper(OnnxFeaturesTransformer parent, DataViewSchema schema) : base(parent.Host.Register(nameof(Mapper)), schema, parent)
        {
            VectorColumn column = VectorColumn.Find(Host, schema, parent._pixelColumn);
            int size = parent._preparation.From.Size;
            if (column.Size != size)
                throw Host.ExceptSchemaMismatch(nameof(schema), "feature", parent._pixelColumn, $"vector of {size} Single", $"vector of {column.Size}");
            (_parent, _pixels) = (parent, schema[parent._pixelColumn]);
        }

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [new(_parent._outputColumn, new VectorDataViewType(NumberDataViewType.Single, _parent.FeatureCount))];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            var row = new PixelRow(input, _pixels, _parent._preparation.From.Size);
            float[] pixels = new float[_parent._preparation.From.Size];
            Func<float[], float[]> prepare = _parent._preparation.ForOneThread();
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                row.Read(pixels);
                value = new(_parent.FeatureCount, _parent.Run(prepare(pixels)));
            });
        }

        private protected override Func<int, bool> GetDependenciesCore(Func<int, bool> activeOutput) => column => column == _pixels.Index && activeOutput(0);

        private protected override void SaveModel(ModelSaveContext ctx) => _parent.SaveModel(ctx);
    }
}
