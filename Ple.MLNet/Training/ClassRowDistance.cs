using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>How far generated rows lie from the training rows, class by class: a distance over all rows would be that of the majority.</summary>
internal sealed class ClassRowDistance
{
    private readonly List<(Tensor Rows, RowDistance Distance)> _classes = [];

    /// <param name="rows">Training rows [n, d]; the caller's dispose scope owns what is made of them.</param>
    /// <param name="classes">Of each row.</param>
    public ClassRowDistance(Tensor rows, int[] classes)
    {
        foreach (IGrouping<int, long> group in classes.Index().GroupBy(c => c.Item, c => (long)c.Index).OrderBy(g => g.Key))
        {
            if (group.Count() < RowDistance.FewestRows)
                continue;
            Tensor indices = tensor(group.ToArray(), device: rows.device);
            _classes.Add((indices, new(rows.index_select(0, indices))));
        }
    }

    /// <summary>Whether any class has enough rows.</summary>
    public bool CanTell => _classes.Count > 0;

    /// <summary>The distance of each class.</summary>
    /// <param name="rows">Generated rows of the training rows' classes, [n, d].</param>
    public double[] To(Tensor rows) => [.. _classes.Select(c => c.Distance.To(rows.index_select(0, c.Rows)))];
}
