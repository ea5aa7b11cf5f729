using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Ple.MLNet.Statistics;

/// <summary>
/// Tells two kinds of rows apart: logistic regression on bins of each field and of each pair of fields. What
/// trees find by two splits, a linear model finds here; higher-order dependence it does not. Of the trainers in Microsoft.ML itself it came on
/// average closest to boosted trees on three real tables, ahead of local deep SVM, field-aware factorization machines, random Fourier features and
/// logistic regression on products of features. The result is deterministic.
/// </summary>
internal sealed class RowClassifier
{
    /// <summary>Areas under the curve differ by 1e-4 from those at ML.NET's 1e-7, which takes twice as long.</summary>
    private const float Tolerance = 1e-4f;

    private readonly float[] _weights;
    private readonly double _bias;

    private RowClassifier(LinearBinaryModelParameters model) => (_weights, _bias) = ([.. model.Weights], model.Bias);

    /// <param name="featureCount">Features that may occur.</param>
    /// <param name="rows">The features that each row has, ascending, and which of the two kinds it is of.</param>
    public static RowClassifier Fit(int featureCount, IEnumerable<(int[] Features, bool Label)> rows)
    {
        var mlContext = new MLContext(1);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Sample));
        schema[nameof(Sample.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, featureCount);
        Sample[] samples = [.. rows.Select(r => new Sample { Features = OneHot(r.Features, featureCount), Label = r.Label })];
        return new(mlContext.BinaryClassification.Trainers
            .LbfgsLogisticRegression(nameof(Sample.Label), nameof(Sample.Features), l1Regularization: 0, l2Regularization: 1, optimizationTolerance: Tolerance)
            .Fit(mlContext.Data.LoadFromEnumerable(samples, schema)).Model.SubModel);
    }

    /// <summary>The log-odds that a row is of the kind labelled true; features that came later than <see cref="Fit"/> say nothing.</summary>
    public double Score(int[] features) => _bias + features.Sum(f => f < _weights.Length ? (double)_weights[f] : 0);

    private static VBuffer<float> OneHot(int[] features, int size)
    {
        float[] ones = new float[features.Length];
        Array.Fill(ones, 1);
        return new(size, ones.Length, ones, features);
    }

    private sealed class Sample
    {
        public VBuffer<float> Features { get; init; }

        public bool Label { get; init; }
    }
}
