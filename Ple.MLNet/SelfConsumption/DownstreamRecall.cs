using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.SelfConsumption;

/// <summary>Fits a classifier to generated rows and counts which real rows it names rightly.</summary>
internal sealed class DownstreamRecall
{
    private readonly IHost _host;
    private readonly IEstimator<ITransformer> _classifier;
    private readonly IDataView _real;
    private readonly string _label, _predicted;
    private readonly object[] _classes;
    private readonly int[] _labels;
    private (IDataView? Rows, (double, IReadOnlyDictionary<string, double>)? Found) _last;

    public DownstreamRecall(IHost host, IEstimator<ITransformer> classifier, IDataView real, string label, string predicted)
    {
        (_host, _classifier, _real, _label, _predicted) = (host, classifier, real, label, predicted);
        (TableCondition classes, _labels) = ConditionReader.ReadAll(host, real, label);
        _classes = [.. classes.Categories];
        if (Array.IndexOf(_labels, -1) is >= 0 and var missing)
            throw host.Except($"Column '{label}' of the real rows is missing in row {missing}: remove such rows.");
        Classes = [.. _classes.Select(c => $"{c}")];
    }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>Null where the rows have one class alone.</summary>
    public (double Accuracy, IReadOnlyDictionary<string, double> Recalls)? Of(IDataView rows)
    {
        if (!ReferenceEquals(rows, _last.Rows))
            _last = (rows, Score(rows));
        return _last.Found;
    }

    private (double, IReadOnlyDictionary<string, double>)? Score(IDataView rows)
    {
        if (ConditionReader.ReadAll(_host, rows, _label).Classes.Categories.Count < 2)
            return null;
        ITransformer model = _classifier.Fit(rows);
        try
        {
            (TableCondition named, int[] predictions) = ConditionReader.ReadAll(_host, model.Transform(_real), _predicted);
            bool[] isRight = [.. _labels.Zip(predictions, (label, predicted) => predicted >= 0 && named.Categories[predicted].Equals(_classes[label]))];
            var recalls = _labels.Zip(isRight).GroupBy(r => r.First).ToDictionary(g => Classes[g.Key], g => g.Average(r => r.Second ? 1.0 : 0));
            return (isRight.Average(right => right ? 1.0 : 0), recalls);
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }
}
