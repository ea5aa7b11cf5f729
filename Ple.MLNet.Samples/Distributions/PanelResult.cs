using Ple.MLNet.Estimation;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>A panel with a curve for each estimator: one summary for each generation.</summary>
internal sealed record PanelResult(Panel Panel, IReadOnlyDictionary<string, IReadOnlyList<GenerationSummary>> Curves)
{
    /// <summary>Runs all panels; parameters of the same family come from the same runs.</summary>
    public static IReadOnlyList<PanelResult> RunAll(int initialisations, int generations, int seed, Action<string> report, CancellationToken cancellation)
    {
        var curves = new Dictionary<(string Family, string Estimator), IReadOnlyList<IReadOnlyList<GenerationSummary>>>();
        foreach (Panel panel in Panel.All)
        {
            foreach (PointEstimator estimator in panel.Estimators())
            {
                (string, string) key = (panel.Family.Name, estimator.Name);
                if (curves.ContainsKey(key))
                    continue;
                report($"{panel.Family.Name}: {estimator.Name}");
                var options = new EstimationLoopOptions
                {
                    Initializations = initialisations, Generations = generations, SampleSize = panel.SampleSize, Seed = seed,
                };
                curves[key] = new EstimationLoop(panel.Family, estimator, options).Run(panel.Truth, cancellation);
            }
        }
        return [.. Panel.All.Select(panel => new PanelResult(
            panel, panel.Estimators().ToDictionary(e => e.Name, e => curves[(panel.Family.Name, e.Name)][panel.Parameter])))];
    }
}
