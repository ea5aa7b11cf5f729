using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>
/// Fits any estimator on the rows given with a weight column that makes all classes count the same: rows / (classes * rows of the class), as
/// scikit-learn's "balanced". The column is there while fitting only; a trainer in the inner estimator must name it as its example weight. Returns
/// the inner estimator's own transformer. The comparison that every way of adding rows has to stand.
/// </summary>
/// <typeparam name="TTransformer">What the inner estimator fits.</typeparam>
public sealed class ClassWeightedEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private readonly IHost _host;
    private readonly IEstimator<TTransformer> _inner;
    private readonly string _label;
    private readonly string _weight;

    internal ClassWeightedEstimator(IHostEnvironment environment, IEstimator<TTransformer> inner, string labelColumnName, string exampleWeightColumnName)
    {
        _host = environment.Register(nameof(ClassWeightedEstimator<TTransformer>));
        _host.CheckValue(inner, nameof(inner));
        _host.CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        _host.CheckNonEmpty(exampleWeightColumnName, nameof(exampleWeightColumnName));
        (_inner, _label, _weight) = (inner, labelColumnName, exampleWeightColumnName);
    }

    /// <summary>Weighs the rows and fits the inner estimator. A row without a label weighs 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is not there, or not text, Boolean, key or a number; or the table has a column of the
    /// weight's name.</exception>
    /// <exception cref="InvalidOperationException">The table is empty, or the label has more than 10,000 values.</exception>
    public TTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CheckIsNew(input.Schema.GetColumnOrNull(_weight) is not null);
        (TableEncoding encoding, FieldTable rows) = TableEncoder.Fit(_host, input, new()
        {
            ConditionColumnName = _label,
            ExcludedColumnNames = [.. input.Schema.Where(c => c.Name != _label).Select(c => c.Name).Distinct()],
            MaximumCategories = TableEncodingOptions.MostCategories,
        }, most: 0);
        TableCondition classes = encoding.Condition!;
        double labelled = classes.Counts.Sum();
        float[] weights = [.. classes.Counts.Select(c => (float)(labelled / (classes.Categories.Count * c)))];
        var transformer = new ClassWeightTransformer(_host, _weight, encoding, weights, hasMissing: labelled < rows.SourceRows);
        return _inner.Fit(transformer.Transform(input));
    }

    /// <summary>The inner estimator's output schema.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        if (!inputSchema.TryFindColumn(_label, out _))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "label", _label);
        CheckIsNew(inputSchema.TryFindColumn(_weight, out _));
        var weight = new SchemaShape.Column(_weight, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false);
        return _inner.GetOutputSchema(new([.. inputSchema, weight]));
    }

    /// <summary>A feature of that name would be replaced by what tells the label.</summary>
    private void CheckIsNew(bool isThere)
    {
        if (isThere)
            throw _host.ExceptParam("exampleWeightColumnName", $"The table has a column {Quoted.Value(_weight)} of its own: name another for the weights of classes, and let " +
                "the trainer name the same as its example weight.");
    }
}
