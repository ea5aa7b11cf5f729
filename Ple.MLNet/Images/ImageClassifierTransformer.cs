using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Images;
using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

[assembly: LoadableClass(typeof(ImageClassifierTransformer), null, typeof(SignatureLoadModel), "PLE image classifier", ImageClassifierTransformer.LoaderSignature)]

namespace Ple.MLNet.Images;

/// <summary>
/// A fitted classifier of images. Adds <c>PredictedLabel</c>, of the label column's type; <c>Score</c>, the probability of each class, with the classes'
/// names as slot names; and <c>Features</c>, the numbers of the last hidden layer: 64, or 512 of <see cref="ImageClassifierNetwork.ResNet18"/>. Saved and loaded as any ML.NET model;
/// owns native memory, hence <see cref="IDisposable"/>.
/// </summary>
public sealed class ImageClassifierTransformer : RowToRowTransformerBase, IDisposable
{
    internal const string LoaderSignature = "PleImageClassifier", PredictedLabelName = "PredictedLabel", ScoreName = "Score", FeaturesName = "Features", NeitherClassName = "NeitherClass";

    private readonly ImageClassifierLayout _layout;
    private readonly SharedNetwork _network;
    private readonly NativeMemory _memory;

    internal ImageClassifierTransformer(IHostEnvironment environment, ImageClassifierLayout layout, SharedNetwork network)
        : base(environment.Register(nameof(ImageClassifierTransformer)))
    {
        SavedText.Check(layout.PixelColumn, "The name of a column");
        (_layout, _network) = (layout, network);
        _memory = network.Hold();
    }

    /// <summary>The names of the classes, in the order of the scores: text in ordinal order, all others ascending.</summary>
    public IReadOnlyList<string> Classes => [.. _layout.Classes.Names];

    /// <summary>
    /// The same classifier, but its <c>PredictedLabel</c> is the likeliest of the given classes, and a Boolean column <c>NeitherClass</c> is true where the likeliest of all classes is
    /// none of them. Scores and features stay. For images of some of the classes: what looks like another class, such as a bad image of a generator, is told apart.
    /// </summary>
    /// <param name="classes">At least one, by the names in <see cref="Classes"/>; of equally likely ones the first given is taken.</param>
    /// <returns>A transformer of its own, to be disposed of itself, before or after this one; the network is not copied.</returns>
    /// <exception cref="ArgumentException">No class is given, or one that the classifier does not know.</exception>
    /// <exception cref="ObjectDisposedException">This one is disposed of.</exception>
    public ImageClassifierTransformer Among(params string[] classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Length == 0)
            throw new ArgumentException("Give at least one class to choose from.", nameof(classes));
        string[] known = [.. _layout.Classes.Names];
        if (Array.Find(classes, name => !known.Contains(name)) is { } unknown)
            throw new ArgumentException($"The classifier knows no class {Quoted.Value(unknown)}. Its classes: {Quoted.List(known)}.", nameof(classes));
        using NativeMemory.Use use = _memory.Begin(this);
        return new(Host, _layout with { Among = [.. classes.Distinct().Select(name => Array.IndexOf(known, name))] }, _network);
    }

    /// <summary>Frees the native memory, unless another transformer made of this one by <see cref="Among"/> still uses it; may be called again. Cursors that are open throw
    /// <see cref="ObjectDisposedException"/> at their next row.</summary>
    public void Dispose() => _memory.Dispose();

    /// <param name="pixels">Of one image.</param>
    internal (float[] Features, float[] Scores) Run(float[] pixels)
    {
        using NativeMemory.Use use = _memory.Begin(this);
        using DisposeScope scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor features = _network.Network.Features(Reproducible.Copy(pixels, [1, pixels.Length]));
        return (features.Numbers<float>(), _network.Network.Classify(features).softmax(1).Numbers<float>());
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
            _layout.Write(writer);
            SafeTensors.Write(writer, _network.Network.State);
        });
    }

    internal static ImageClassifierTransformer Create(IHostEnvironment environment, ModelLoadContext ctx)
    {
        ctx.Check(GetVersionInfo());
        TorchBackend.EnsureLoaded();
        return HashedPayload.Read(environment, ctx.Reader, reader =>
        {
            ImageClassifierLayout layout = ImageClassifierLayout.Read(reader, ctx.Header.ModelVerWritten);
            int classCount = layout.Classes.Values.Count;
            reader.CheckFollows(ImageNetwork.WeightCount(layout.Network, layout.Shape, classCount), sizeof(float));
            using Generator start = Reproducible.Generator(0);
            ImageNetwork network = ImageNetwork.Create(layout.Network, layout.Shape, classCount, start);
            try
            {
                SafeTensors.Read(reader, network.State);
                network.EndTraining();
                return new ImageClassifierTransformer(environment, layout, new(network));
            }
            catch
            {
                network.Dispose();
                throw;
            }
        });
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLEIMCLS",
        verWrittenCur: ImageClassifierLayout.FirstVersionOfNetworks,
        verReadableCur: ImageClassifierLayout.FirstVersionOfNetworks,
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
            string name = parent._layout.PixelColumn;
            VectorColumn column = VectorColumn.Find(Host, schema, name);
            int size = parent._layout.Shape.Size;
            if (column.Size != size)
                throw Host.ExceptSchemaMismatch(nameof(schema), "feature", name, $"vector of {size} Single", $"vector of {column.Size}");
            (_parent, _pixels) = (parent, schema[name]);
        }

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
        {
            ImageClasses classes = _parent._layout.Classes;
            ReadOnlyMemory<char>[] names = [.. classes.Names.Select(n => n.AsMemory())], keys = [.. classes.KeyValues.Select(n => n.AsMemory())];
            var label = new DataViewSchema.Annotations.Builder();
            if (keys.Length > 0)
                label.AddKeyValues(keys.Length, TextDataViewType.Instance, (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(keys.Length, keys));
            var score = new DataViewSchema.Annotations.Builder();
            score.AddSlotNames(names.Length, (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(names.Length, names));
            DataViewSchema.DetachedColumn[] columns =
            [
                new(PredictedLabelName, classes.Type, label.ToAnnotations()),
                new(ScoreName, new VectorDataViewType(NumberDataViewType.Single, names.Length), score.ToAnnotations()),
                new(FeaturesName, new VectorDataViewType(NumberDataViewType.Single, _parent._network.Network.FeatureCount)),
            ];
            return _parent._layout.Among.Count == 0 ? columns : [.. columns, new(NeitherClassName, BooleanDataViewType.Instance)];
        }

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            ImageClassifierLayout layout = _parent._layout;
            ClassifiedImage image = _rows.GetValue(input, row => new(_parent, row, new(row, _pixels, layout.Shape.Size), layout.Shape.Size));
            return iinfo switch
            {
                0 => layout.Classes.Getter(() => image.LikeliestAmong(layout.Among)),
                1 => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => value = new(image.Scores.Length, [.. image.Scores])),
                2 => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => value = new(image.Features.Length, [.. image.Features])),
                _ => (ValueGetter<bool>)((ref bool value) => value = !layout.Among.Contains(image.Likeliest())),
            };
        }

        private protected override Func<int, bool> GetDependenciesCore(Func<int, bool> activeOutput)
            => column => column == _pixels.Index && Enumerable.Range(0, _parent._layout.Among.Count == 0 ? 3 : 4).Any(activeOutput);

        private protected override void SaveModel(ModelSaveContext ctx) => _parent.SaveModel(ctx);
    }
}
