using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

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

    /// <summary>Reads the real rows once and keeps the moments of each class; the features are in memory meanwhile (at most
    /// <see cref="ClassImbalanceFairnessOptions.RowsPerClass"/> of each class).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a wrong type.</exception>
    /// <exception cref="InvalidOperationException">Fewer than two classes, a class of the options that no row has, a missing class, or a
    /// feature that is NaN or infinite.</exception>
    public ClassImbalanceFairnessTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        foreach (string column in (string[])[_options.FeatureColumnName, _options.LabelColumnName, _options.PredictedLabelColumnName])
            SavedText.Check(column, "The name of a column");
        VectorColumn features = FeatureColumn.Find(_host, input.Schema, _options.FeatureColumnName);
        ClassColumn labels = ClassColumn.Find(_host, input.Schema, "label", _options.LabelColumnName);
        RealClass[] classes =
        [
            .. ClassifiedRows.Read(_host, input, features, _options.FeatureColumnName, labels, _options.RowsPerClass, _seed)
                .Select(c => new RealClass(c.Key, c.Value.Count, Moments.Of(c.Value.Flatten(), features.Size)))
                .OrderByDescending(c => c.Rows).ThenBy(c => c.Name, StringComparer.Ordinal),
        ];
        if (classes.Length < 2)
            throw _host.Except($"Column '{_options.LabelColumnName}' of the real table holds {classes.Length} classes: fairness compares at least 2.");
        foreach (RealClass c in classes)
            SavedText.Check(c.Name, $"Column '{_options.LabelColumnName}' holds a class that");
        string majority = Named(_options.MajorityClass, classes) ?? classes[0].Name;
        string minority = Named(_options.MinorityClass, classes) ?? classes[^1].Name;
        if (majority == minority)
            throw _host.Except($"Majority and minority are the same class {Quoted.Value(majority)}.");
        return new(_host, new(_options, _seed, majority, minority, classes));
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

    private string? Named(string? name, RealClass[] classes)
    {
        if (name is not null && !classes.Any(c => c.Name == name))
            throw _host.Except($"No real row is of class {Quoted.Value(name)}; the classes are {Quoted.List(classes.Select(c => c.Name))}.");
        return name;
    }
}
