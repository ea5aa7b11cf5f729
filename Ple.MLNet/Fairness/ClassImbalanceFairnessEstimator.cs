using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Fairness;

/// <summary>
/// Learns the classes of real rows; the fitted <see cref="ClassImbalanceFairnessTransformer"/> says how a generator treats each of them.
/// Reached as <c>mlContext.Ple.ClassImbalanceFairness</c>.
/// </summary>
/// <remarks>
/// Classes are compared as text. A key with values gives its value, a key without values its number (from 1), a Boolean "True" or
/// "False", a number its shortest invariant text ("1" for 1.0). A missing class is an error.
/// </remarks>
public sealed class ClassImbalanceFairnessEstimator : IEstimator<ClassImbalanceFairnessTransformer>
{
    private readonly IHost _host;
    private readonly ClassImbalanceFairnessOptions _options;
    private readonly int _seed;

    internal ClassImbalanceFairnessEstimator(IHostEnvironment environment, ClassImbalanceFairnessOptions options)
    {
        _host = environment.Register(nameof(ClassImbalanceFairnessEstimator));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_options, _seed) = (options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Reads the real rows once, in a stream, and keeps the moments and a sample of each class. Where they have the oracle's predicted labels as well, its
    /// confusion of the classes is counted, and the frequencies of generated rows are corrected for it: the oracle must then not have been trained on these rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type.</exception>
    /// <exception cref="InvalidOperationException">Fewer than two classes, a class of the options that no row has, a missing class, or a
    /// feature that is NaN or infinite.</exception>
    public ClassImbalanceFairnessTransformer Fit(IDataView input)
    {
        (ClassStatistics real, OracleReading? oracle, ImageShape? images) = Read(input, nameof(input), mayConfuse: true);
        return Fitted(real, null, oracle, images);
    }

    /// <summary>Reads training rows and held-out rows apart: features are then compared with the held-out rows, so that a generator that copies its training rows has no
    /// distance 0, and copies are looked for among the training rows. The mix of classes is that of the training rows.</summary>
    /// <param name="training">The rows that the generator was trained on.</param>
    /// <param name="heldOut">Real rows that neither the generator nor the oracle was trained on, of the same classes. With the oracle's predicted labels its confusion is counted here.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type, or of different sizes.</exception>
    /// <exception cref="InvalidOperationException">Fewer than two classes, a class of the options that no row has, a missing class, a held-out class that no
    /// training row has, or a feature that is NaN or infinite.</exception>
    public ClassImbalanceFairnessTransformer Fit(IDataView training, IDataView heldOut)
    {
        (ClassStatistics ofTraining, _, ImageShape? images) = Read(training, nameof(training), mayConfuse: false);
        (ClassStatistics ofHeldOut, OracleReading? oracle, ImageShape? heldOutImages) = Read(heldOut, nameof(heldOut), mayConfuse: true);
        if (ofHeldOut.Rows == 0)
            throw _host.Except("The held-out table has no rows: there is nothing to compare with. Fit to the training rows alone, or give others.");
        if (heldOutImages != images)
            throw _host.ExceptSchemaMismatch(nameof(heldOut), "image", _options.ImageColumnName!, $"images of {images}", $"images of {heldOutImages}");
        if (!ofHeldOut.Fits(ofTraining))
            throw _host.ExceptSchemaMismatch(nameof(heldOut), "feature", _options.FeatureColumnName, "as many Single as in the training rows", "another number");
        string[] unknown = [.. ofHeldOut.Classes.Except(ofTraining.Classes)];
        if (unknown.Length > 0)
            throw _host.Except($"No training row is of class {Quoted.List(unknown)}, which held-out rows have: a generator cannot have learnt it. Leave those rows out.");
        return Fitted(ofTraining, ofHeldOut, oracle, images);
    }

    /// <summary>The columns of the table that <see cref="ClassImbalanceFairnessTransformer.Transform"/> gives.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.FeatureColumnName);
        if (!inputSchema.TryFindColumn(_options.LabelColumnName, out _))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "label", _options.LabelColumnName);
        return SchemaShape.Create(FairnessTable.Of(_host, null).Schema);
    }

    private (ClassStatistics Statistics, OracleReading? Oracle, ImageShape? Images) Read(IDataView data, string parameter, bool mayConfuse)
    {
        _host.CheckValue(data, parameter);
        foreach (string column in (string[])[_options.FeatureColumnName, _options.LabelColumnName, _options.PredictedLabelColumnName, _options.NeitherClassColumnName, _options.ImageColumnName ?? "x"])
            SavedText.Check(column, "The name of a column");
        VectorColumn features = FeatureColumn.Find(_host, data.Schema, _options.FeatureColumnName);
        ClassColumn labels = ClassColumn.Find(_host, data.Schema, "label", _options.LabelColumnName);
        ImageShape? images = _options.ImageColumnName is { } imageColumn ? Shape(data.Schema, imageColumn) : null;
        OracleReading? oracle = mayConfuse && data.Schema.GetColumnOrNull(_options.PredictedLabelColumnName) is not null
            ? new(ClassColumn.Find(_host, data.Schema, "predicted label", _options.PredictedLabelColumnName), _options, features.Size, _seed)
            : null;
        var statistics = new ClassStatistics(() => ClassPart.Of(features.Size, _options, _seed));
        new ClassReading(_host, _options).Read(data, statistics, features, labels, oracle: oracle);
        foreach (string name in statistics.Classes)
            SavedText.Check(name, $"Column '{_options.LabelColumnName}' holds a class that");
        return (statistics, oracle, images);
    }

    private ImageShape Shape(DataViewSchema schema, string column)
    {
        int size = VectorColumn.Find(_host, schema, column).Size;
        return ImageShape.Of(((VectorDataViewType)schema[column].Type).Dimensions, _options.ImageHeight, _options.ImageWidth)
            ?? throw _host.ExceptUserArg(nameof(_options.ImageWidth), $"Column '{column}' of {size} values does not say how it is an image (channels x height x width, 1 or 3 channels): set ImageWidth and ImageHeight.");
    }

    private ClassImbalanceFairnessTransformer Fitted(ClassStatistics training, ClassStatistics? heldOut, OracleReading? oracle, ImageShape? images)
    {
        string[] classes = [.. training.Classes.OrderByDescending(training.RowsOf).ThenBy(c => c, StringComparer.Ordinal)];
        if (classes.Length < 2)
            throw _host.Except($"Column '{_options.LabelColumnName}' of the real table holds {classes.Length} classes: fairness compares at least 2.");
        string majority = Named(_options.MajorityClass, classes) ?? classes[0];
        string minority = Named(_options.MinorityClass, classes) ?? classes[^1];
        if (majority == minority)
            throw _host.Except($"Majority and minority are the same class {Quoted.Value(majority)}.");
        return new(_host, new(_options, _seed, majority, minority, training, heldOut, oracle?.Confusion, oracle?.Named, images));
    }

    private string? Named(string? name, string[] classes)
    {
        if (name is not null && !classes.Contains(name))
            throw _host.Except($"No real row is of class {Quoted.Value(name)}; the classes are {Quoted.List(classes)}.");
        return name;
    }
}
