using System.Text;
using Microsoft.ML;

namespace Ple.MLNet.Validation;

/// <summary>How well a classifier does on rows whose classes are known: by the classes that it names, whatever cut made them, and by its probabilities.</summary>
public sealed class ClassificationReport
{
    private readonly IReadOnlyDictionary<ClassMetric, MeasuredValue> _values;

    internal ClassificationReport(IReadOnlyList<object> classes, object? positiveClass, IReadOnlyList<IReadOnlyList<long>> confusion, IReadOnlyDictionary<ClassMetric, MeasuredValue> values)
        => (Classes, PositiveClass, Confusion, _values) = (classes, positiveClass, confusion, values);

    /// <summary>As the label has them.</summary>
    public IReadOnlyList<object> Classes { get; }

    /// <summary>Of two classes; null of more.</summary>
    public object? PositiveClass { get; }

    /// <summary>Rows by class (first index) and by the class that the model names, both in the order of <see cref="Classes"/>; a last column counts what the model names and no row is.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Confusion { get; }

    /// <summary>A metric with its interval.</summary>
    public MeasuredValue this[ClassMetric metric] => _values[metric];

    /// <summary>Text column Metric, Double columns Value, Lower and Upper; NaN for what is not available.</summary>
    public IDataView ToDataView(MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return mlContext.Data.LoadFromEnumerable(_values.Select(v => new Row($"{v.Key}", v.Value.Value, v.Value.Interval?.Lower ?? double.NaN, v.Value.Interval?.Upper ?? double.NaN)));
    }

    /// <summary>A table of the metrics and one of the classes, in Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| metric | value |\n|---|---|\n");
        foreach ((ClassMetric metric, MeasuredValue value) in _values)
            text.Append($"| {metric} | {value} |\n");
        text.Append($"\n| class | {string.Concat(Classes.Select(c => $"named {c} | "))}other |\n|---|{string.Concat(Classes.Select(_ => "---|"))}---|\n");
        foreach ((object name, IReadOnlyList<long> counts) in Classes.Zip(Confusion))
            text.Append($"| {name} | {string.Join(" | ", counts)} |\n");
        return text.ToString();
    }

    private sealed record Row(string Metric, double Value, double Lower, double Upper);
}
