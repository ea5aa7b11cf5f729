using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>Whether a generator treats the minority class as well as the majority. The fairness ratio rewards a worse majority too: read
/// it beside the FID of each class and the generated frequencies.</summary>
public sealed class FairnessReport
{
    private readonly Dictionary<string, ClassFairness> _byName;

    internal FairnessReport(IReadOnlyList<ClassFairness> classes, string majorityClass, string minorityClass, ConfidenceInterval? interval)
    {
        _byName = classes.ToDictionary(c => c.Name, StringComparer.Ordinal);
        (Classes, MajorityClass, MinorityClass, FairnessRatioInterval) = (classes, majorityClass, minorityClass, interval);
    }

    /// <summary>All classes of the real rows, most rows first; after them classes that only the oracle named, without real rows.</summary>
    public IReadOnlyList<ClassFairness> Classes { get; }

    /// <summary>Name of the majority class.</summary>
    public string MajorityClass { get; }

    /// <summary>Name of the minority class.</summary>
    public string MinorityClass { get; }

    /// <summary>R_I: real rows of the majority over real rows of the minority.</summary>
    public double ImbalanceRatio => RowRatio(MajorityClass, MinorityClass);

    /// <summary>R_Fair: score of the majority over score of the minority, FID_minority / FID_majority. 1 is fair, above R_I clearly
    /// unfair; null where a FID is not available, or both are 0.</summary>
    public double? FairnessRatio => ScoreRatio(MajorityClass, MinorityClass);

    /// <summary>
    /// Bootstrap interval of <see cref="FairnessRatio"/>: what the choice of the generated rows leaves open, the real rows taken as
    /// given. It is centred on the ratio as measured, so it does not cover the bias of FID at few rows, and nothing of what another
    /// training run would give. Approximate: of simulated Gaussian sets, intervals at level 0.95 covered the expected ratio 88 to 99
    /// times in 100. Null without resamples or ratio.
    /// </summary>
    public ConfidenceInterval? FairnessRatioInterval { get; }

    /// <summary>Generated rows that the oracle assigned to classes which the real rows lack.</summary>
    public long GeneratedRowsOfUnknownClass => Classes.Where(c => c.RealRows == 0).Sum(c => c.GeneratedRows);

    /// <summary>One class by its name.</summary>
    /// <exception cref="KeyNotFoundException">Neither real nor generated rows have this class.</exception>
    public ClassFairness this[string className] => _byName.TryGetValue(className, out ClassFairness? found)
        ? found
        : throw new KeyNotFoundException($"There is no class {Quoted.Value(className)}; the classes are {Quoted.List(Classes.Select(c => c.Name))}.");

    /// <summary>R_i:j: real rows of class i over real rows of class j.</summary>
    /// <exception cref="KeyNotFoundException">No such class.</exception>
    public double RowRatio(string classI, string classJ) => (double)this[classI].RealRows / this[classJ].RealRows;

    /// <summary>SR_i:j: score of class i over score of class j, FID_j / FID_i; null where a FID is not available, or both are 0.</summary>
    /// <exception cref="KeyNotFoundException">No such class.</exception>
    public double? ScoreRatio(string classI, string classJ)
        => this[classJ].Fid / this[classI].Fid is double ratio && !double.IsNaN(ratio) ? ratio : null;
}
