using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Images;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

[assembly: LoadableClass(typeof(ImageClassifierTransformer), null, typeof(SignatureLoadModel), "PLE image classifier", ImageClassifierTransformer.LoaderSignature)]

namespace Ple.MLNet.Images;

/// <summary>
/// A fitted classifier of images. Adds <c>PredictedLabel</c>, of the label column's type; <c>Score</c>, the probability of each class, with the classes'
/// names as slot names; and <c>Features</c>, the 64 numbers of the last hidden layer. Saved and loaded as any ML.NET model; owns native memory,
/// hence <see cref="IDisposable"/>.
/// </summary>
public sealed class ImageClassifierTransformer : RowToRowTransformerBase, IDisposable
{
    internal const string LoaderSignature = "PleImageClassifier", PredictedLabelName = "PredictedLabel", ScoreName = "Score", FeaturesName = "Features";

    private readonly string _pixelColumn;
    private readonly ImageShape _shape;
    private readonly ImageClasses _classes;
    private readonly ImageNetwork _network;
    private readonly NativeMemory _memory;

    internal ImageClassifierTransformer(IHostEnvironment environment, string pixelColumn, ImageShape shape, ImageClasses classes, ImageNetwork network)
        : base(environment.Register(nameof(ImageClassifierTransformer)))
    {
        SavedText.Check(pixelColumn, "The name of a column");
        (_pixelColumn, _shape, _classes, _network) = (pixelColumn, shape, classes, network);
        _memory = new(network.Dispose);
    }

    /// <summary>The names of the classes, in the order of the scores: text in ordinal order, all others ascending.</summary>
    public IReadOnlyList<string> Classes => [.. _classes.Names];

    /// <summary>Frees the native memory; may be called again. Cursors that are open throw <see cref="ObjectDisposedException"/> at their next row.</summary>
    public void Dispose() => _memory.Dispose();

    /// <param name="pixels">Of one image.</param>
    internal (float[] Features, float[] Scores) Run(float[] pixels)
    {
        using NativeMemory.Use use = _memory.Begin(this);
        using DisposeScope scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor features = _network.Features(Reproducible.Copy(pixels, [1, pixels.Length]));
        return (features.data<float>().ToArray(), _network.Classify(features).softmax(1).data<float>().ToArray());
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        using NativeMemory.Use use = _memory.Begin(this);
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        HashedPayload.Write(ctx.Writer, writer =>
        {
            writer.Write(_pixelColumn);
            writer.Write(_shape.Channels);
            writer.Write(_shape.Height);
            writer.Write(_shape.Width);
            _classes.Write(writer);
            SafeTensors.Write(writer, Tensors(_network));
        });
    }

    internal static ImageClassifierTransformer Create(IHostEnvironment environment, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        TorchBackend.EnsureLoaded();
        return HashedPayload.Read(environment, ctx.Reader, reader =>
        {
            string pixelColumn = reader.ReadText();
            int channels = reader.ReadInt32(1, 3);
            PayloadReader.Check(pixelColumn.Length > 0 && channels != 2, "the images are of no known kind");
            var shape = new ImageShape(channels, reader.ReadInt32(1, ImageShape.MostSide), reader.ReadInt32(1, ImageShape.MostSide));
            ImageClasses classes = ImageClasses.Read(reader);
            reader.CheckFollows(ImageNetwork.WeightCount(shape, classes.Values.Count), sizeof(float));
            using Generator start = Reproducible.Generator(0);
            var network = new ImageNetwork(shape, classes.Values.Count, start);
            try
            {
                SafeTensors.Read(reader, Tensors(network));
                network.eval();
                return new ImageClassifierTransformer(environment, pixelColumn, shape, classes, network);
            }
            catch
            {
                network.Dispose();
                throw;
            }
        });
    }

    private static (string Name, Tensor Tensor)[] Tensors(ImageNetwork network) => [.. network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))];

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLEIMCLS",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(ImageClassifierTransformer).Assembly.FullName);

    private sealed class Mapper : MapperBase
    {
        private readonly ImageClassifierTransformer _parent;
        private readonly DataViewSchema.Column _pixels;

        /// <summary>The getters of one row share what the network says of it.</summary>
        private readonly ConditionalWeakTable<DataViewRow, ClassifiedImage> _rows = [];

        public Mapper(ImageClassifierTransformer parent, DataViewSchema schema) : base(parent.Host.Register(nameof(Mapper)), schema, parent)
        {
            VectorColumn column = VectorColumn.Find(Host, schema, parent._pixelColumn);
            if (column.Size != parent._shape.Size)
                throw Host.ExceptSchemaMismatch(nameof(schema), "feature", parent._pixelColumn, $"vector of {parent._shape.Size} Single", $"vector of {column.Size}");
            (_parent, _pixels) = (parent, schema[parent._pixelColumn]);
        }

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
        {
            ImageClasses classes = _parent._classes;
            ReadOnlyMemory<char>[] names = [.. classes.Names.Select(n => n.AsMemory())], keys = [.. classes.KeyValues.Select(n => n.AsMemory())];
            var label = new DataViewSchema.Annotations.Builder();
            if (keys.Length > 0)
                label.AddKeyValues(keys.Length, TextDataViewType.Instance, (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(keys.Length, keys));
            var score = new DataViewSchema.Annotations.Builder();
            score.AddSlotNames(names.Length, (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(names.Length, names));
            return
            [
                new(PredictedLabelName, classes.Type, label.ToAnnotations()),
                new(ScoreName, new VectorDataViewType(NumberDataViewType.Single, names.Length), score.ToAnnotations()),
                new(FeaturesName, new VectorDataViewType(NumberDataViewType.Single, ImageNetwork.FeatureCount)),
            ];
        }

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            ClassifiedImage image = _rows.GetValue(input, row => new(_parent, row, new(row, _pixels, _parent._shape.Size), _parent._shape.Size));
            return iinfo switch
            {
                0 => _parent._classes.Getter(image.PredictedClass),
                1 => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => value = new(image.Scores.Length, [.. image.Scores])),
                _ => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => value = new(image.Features.Length, [.. image.Features])),
            };
        }

        private protected override Func<int, bool> GetDependenciesCore(Func<int, bool> activeOutput)
            => column => column == _pixels.Index && Enumerable.Range(0, 3).Any(activeOutput);

        private protected override void SaveModel(ModelSaveContext ctx) => _parent.SaveModel(ctx);
    }
}
