using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>Whether a generator treats the minority class as well as the majority. The fairness ratio rewards a worse majority too: read
/// it beside the FID of each class and the generated frequencies.</summary>
public sealed class FairnessReport
{
    private readonly Dictionary<string, ClassFairness> _byName;
    private readonly IHost _host;
    private readonly FairnessState _state;
    private readonly ClassStatistics _generated;
    private readonly Lazy<ConfidenceInterval?> _interval;
    private readonly Lazy<IReadOnlyList<Finding>> _findings;

    internal FairnessReport(IHost host, IReadOnlyList<ClassFairness> classes, FairnessState state, ClassStatistics generated)
    {
        (_host, Classes, _state, _generated) = (host, classes, state, generated);
        _byName = classes.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _interval = new(() => FairnessRatio is double ratio && state.Options.Resamples > 0
            ? RatioIntervals.OfFrechet(ratio, Sides(MajorityClass), Sides(MinorityClass), state.Options, state.Seed)
            : null);
        _findings = new(() => [.. FairnessFindings.Of(this)]);
    }

    /// <summary>All classes of the real rows, most rows first; after them classes that only the oracle named, without real rows.</summary>
    public IReadOnlyList<ClassFairness> Classes { get; }

    /// <summary>Classes of similar size together: head, medium and tail, those that there are.</summary>
    public IReadOnlyList<ClassGroup> Groups => ClassGroups.Value;

    /// <summary>All rows, whatever their class. Where held-out rows have another mix of classes than the training rows, their distances are those of the mixes as well.</summary>
    public FeatureScores Whole => WholeScores.Value;

    /// <summary>Name of the majority class.</summary>
    public string MajorityClass => _state.Majority;

    /// <summary>Name of the minority class.</summary>
    public string MinorityClass => _state.Minority;

    /// <summary>R_I: real rows of the majority over real rows of the minority.</summary>
    public double ImbalanceRatio => RowRatio(MajorityClass, MinorityClass);

    /// <summary>R_Fair: score of the majority over score of the minority, FID_minority / FID_majority. 1 is fair, above R_I clearly
    /// unfair; null where a FID is not available, or both are 0. Biased upwards where the minority has fewer rows: see <see cref="FairnessAdvice"/>.</summary>
    public double? FairnessRatio => ScoreRatio(MajorityClass, MinorityClass);

    /// <summary>
    /// Bootstrap interval of <see cref="FairnessRatio"/> over generated and real rows (the kept ones). It is centred on the ratio as measured, so it does
    /// not cover the bias of FID at few rows, and nothing of what another training run would give. Null without resamples, kept rows or ratio.
    /// </summary>
    public ConfidenceInterval? FairnessRatioInterval => _interval.Value;

    /// <summary>The fairness ratio by KID, KID_minority / KID_majority: without bias at few rows. Null with the reason <see cref="FairnessRatioByKidReason"/>.</summary>
    public double? FairnessRatioByKid => FairnessRatioByKidReason is null ? Minority.Kid / Majority.Kid : null;

    /// <summary>Fieller's interval of <see cref="FairnessRatioByKid"/>, from the standard errors of both; null without ratio.</summary>
    public ConfidenceInterval? FairnessRatioByKidInterval => FairnessRatioByKidReason is null
        ? RatioIntervals.OfRatio((Minority.Kid!.Value, Minority.KidStandardError!.Value), (Majority.Kid!.Value, Majority.KidStandardError!.Value), _state.Options.ConfidenceLevel)
        : null;

    /// <summary>Why there is no <see cref="FairnessRatioByKid"/>: no kept rows, or a KID nearer to 0 than 5 of its standard errors, of which a ratio says nothing. Null where there is one.</summary>
    public string? FairnessRatioByKidReason => FairnessFindings.NoRatioByKid(this);

    /// <summary>The fairness ratio by FID at infinitely many rows; null where one is not available or not above 0.</summary>
    public double? FairnessRatioAtInfinity => Minority.FidAtInfinity is > 0 and var minority && Majority.FidAtInfinity is > 0 and var majority ? minority / majority : null;

    /// <summary>Which of the ratios to trust at these sizes.</summary>
    public string FairnessAdvice => FairnessFindings.Advice(this);

    /// <summary>Whether the frequencies are corrected for the classes that the oracle confuses: its confusion is known, and it does not guess.</summary>
    public bool IsCorrected { get; internal init; }

    /// <summary>The share of held-out rows that the oracle names rightly; null where its confusion is not known.</summary>
    public double? OracleAccuracy => _state.Confusion?.Accuracy;

    /// <summary>Probability of as large a difference of any class's frequency where there is none: the smallest of <see cref="ClassFairness.FrequencyPValue"/>, times the number of classes (Bonferroni), at most 1.</summary>
    public double FrequencyPValue => Math.Min(1, Classes.Where(c => c.RealRows > 0).Min(c => c.FrequencyPValue) * Classes.Count(c => c.RealRows > 0));

    /// <summary>Classes of the real rows that no generated row has.</summary>
    public IReadOnlyList<string> VanishedClasses => [.. Classes.Where(c => c.GeneratedRows == 0).Select(c => c.Name)];

    /// <summary>Generated rows that the oracle assigned to classes which the real rows lack.</summary>
    public long GeneratedRowsOfUnknownClass => Classes.Where(c => c.RealRows == 0).Sum(c => c.GeneratedRows);

    /// <summary>Generated rows that the oracle takes for none of its classes; null where no column says so.</summary>
    public long? NeitherClassRows => _generated.NeitherClassRows;

    /// <summary>What was found, grave things first; empty where there is nothing to say.</summary>
    public IReadOnlyList<Finding> Findings => _findings.Value;

    /// <summary>One sentence for the whole.</summary>
    public string Verdict => ReportDocument.VerdictOf(Findings, "At these sizes nothing was found against the generator: no class is lost or shifted, and its rows are not told from real ones.");

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

    /// <summary>The matrix of R_i:j in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<IReadOnlyList<double>> RowRatios => [.. Classes.Select(i => (IReadOnlyList<double>)[.. Classes.Select(j => RowRatio(i.Name, j.Name))])];

    /// <summary>The matrix of SR_i:j in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<IReadOnlyList<double?>> ScoreRatios => [.. Classes.Select(i => (IReadOnlyList<double?>)[.. Classes.Select(j => ScoreRatio(i.Name, j.Name))])];

    /// <summary>The table that <see cref="ClassImbalanceFairnessTransformer.Transform"/> gives.</summary>
    public IDataView ToDataView() => FairnessTable.Of(_host, this);

    /// <summary>The report in Markdown.</summary>
    public string ToMarkdown() => FairnessDocument.Of(this).ToMarkdown();

    /// <summary>The report as JSON; null where a number is not available.</summary>
    public string ToJson() => ReportJson.Of(this);

    /// <summary>One self-contained page in HTML: words, bars with intervals, tables, and images of each class where the scorer was given a column of them.</summary>
    /// <param name="title">Of the page.</param>
    public string ToHtml(string title = "How a generator treats its classes") => ToHtml(title, [new("", this)]);

    /// <summary>Reports of several generators on one page.</summary>
    /// <param name="title">Of the page.</param>
    /// <param name="reports">By name.</param>
    public static string ToHtml(string title, IEnumerable<KeyValuePair<string, FairnessReport>> reports)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(reports);
        return FairnessPage.Of(title, [.. reports]);
    }

    /// <summary>The verdict and the main numbers.</summary>
    public override string ToString() => $"{Verdict} {FairnessDocument.Numbers(this)}";

    /// <summary>Kept images of a class, real and generated, with their shape; null for none.</summary>
    internal (float[][] Real, float[][] Generated, Models.ImageShape Shape)? Images(string className)
        => _state.Images is { } shape ? (_state.Real.Images(className), _generated.Images(className), shape) : null;

    /// <summary>Whether the generated rows of a class can be told from the real ones. Both by the oracle's classes where the real rows have these too: what it confuses is then on both sides.</summary>
    internal Finding? Unlike(string className, double level) => ScoreFindings.Unlike((_state.Named ?? _state.Real).Sample(className), _generated.Sample(className), _state.Seed, level,
        $"Generated rows of class {Quoted.Value(className)}", className);

    // Statistics of classes together are as large as those of one: they are made when they are asked for.
    internal Lazy<FeatureScores> WholeScores { get; init; } = null!;

    internal Lazy<IReadOnlyList<ClassGroup>> ClassGroups { get; init; } = null!;

    private FeatureScores Majority => this[MajorityClass].Scores!;

    private FeatureScores Minority => this[MinorityClass].Scores!;

    private (FeatureStatistics Real, FeatureStatistics Generated) Sides(string name) => (_state.Real.Features(name)!, _generated.Features(name)!);
}
