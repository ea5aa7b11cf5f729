using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>How often an oracle names rows of each class as which class: counted over real rows whose classes are known.</summary>
internal sealed class ClassConfusion
{
    private readonly Dictionary<(string Actual, string Predicted), long> _counts = [];

    public void Add(string actual, string predicted) => _counts[(actual, predicted)] = this[actual, predicted] + 1;

    public long this[string actual, string predicted] => _counts.GetValueOrDefault((actual, predicted));

    /// <summary>Real rows of a class.</summary>
    public long RowsOf(string actual) => _counts.Where(c => c.Key.Actual == actual).Sum(c => c.Value);

    /// <summary>The share of all rows that are named rightly.</summary>
    public double Accuracy => (double)_counts.Where(c => c.Key.Actual == c.Key.Predicted).Sum(c => c.Value) / _counts.Values.Sum();

    public void Write(BinaryWriter writer)
    {
        writer.Write(_counts.Count);
        foreach (((string actual, string predicted), long count) in _counts.OrderBy(c => c.Key.Actual, StringComparer.Ordinal).ThenBy(c => c.Key.Predicted, StringComparer.Ordinal))
        {
            writer.Write(actual);
            writer.Write(predicted);
            writer.Write(count);
        }
    }

    public static ClassConfusion Read(PayloadReader reader)
    {
        var confusion = new ClassConfusion();
        foreach ((string actual, string predicted, long count) in reader.ReadItems(1, int.MaxValue, () => (reader.ReadText(), reader.ReadText(), reader.ReadInt64(1, MomentsFormat.MostRows))))
            PayloadReader.Check(confusion._counts.TryAdd((actual, predicted), count), "two classes are confused twice");
        return confusion;
    }
}
