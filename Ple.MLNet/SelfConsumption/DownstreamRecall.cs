using Microsoft.ML;
using Microsoft.ML.Data;
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
        (_classes, _labels) = Read(real, label);
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
        if (Read(rows, _label).Classes.Length < 2)
            return null;
        ITransformer model = _classifier.Fit(rows);
        try
        {
            (object[] named, int[] predictions) = Read(model.Transform(_real), _predicted);
            bool[] isRight = [.. _labels.Zip(predictions, (label, predicted) => predicted >= 0 && named[predicted].Equals(_classes[label]))];
            var recalls = _labels.Zip(isRight).GroupBy(r => r.First).ToDictionary(g => Classes[g.Key], g => g.Average(r => r.Second ? 1.0 : 0));
            return (isRight.Average(right => right ? 1.0 : 0), recalls);
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }

    private (object[] Classes, int[] Rows) Read(IDataView rows, string name)
    {
        var reader = new ConditionReader(_host, rows.Schema, name, TableEncodingOptions.MostCategories);
        using DataViewRowCursor cursor = rows.GetRowCursor([reader.Input]);
        Action read = reader.Read(cursor);
        while (cursor.MoveNext())
            read();
        (TableCondition classes, int[] indices) = reader.Finish();
        return ([.. classes.Categories], indices);
    }
}
