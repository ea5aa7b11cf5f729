using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>Fits every data set of the grid by every method, and measures how far from the truth the fits are.</summary>
/// <param name="grid">Sample sizes and responsibilities.</param>
/// <param name="seeds">Data sets of each cell.</param>
/// <param name="kind">Of the divergence.</param>
/// <param name="draws">Draws that a divergence is averaged over.</param>
/// <param name="threads">Threads of all that is not libtorch's.</param>
internal sealed class MixtureExperiment(MixtureGrid grid, int seeds, DivergenceKind kind, int draws, int threads)
{
    private readonly Dictionary<double, Divergence> _divergences =
        grid.Responsibilities.ToDictionary(r => r, r => new Divergence(MixtureGrid.Truth(r), kind, draws));

    public IReadOnlyList<MixtureCell> Run(IEnumerable<MixtureMethod> methods, Stages stages, CancellationToken cancellation) =>
        [.. methods.SelectMany(method => stages.Run(method.Label, progress => Run(method, progress, cancellation)))];

    private MixtureCell[] Run(MixtureMethod method, IProgress<double> progress, CancellationToken cancellation)
    {
        (int RowCount, double Responsibility)[] cells = [.. grid.Cells];
        var results = new MixtureCell[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            (int rowCount, double responsibility) = cells[i];
            double[][] dataSets = [.. Enumerable.Range(1, seeds).Select(seed => MixtureGrid.DataSet(rowCount, responsibility, seed))];
            IReadOnlyList<GaussianMixture?> mixtures = method.Fit(dataSets, cancellation);
            double[] divergences = [.. mixtures.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).Select(_divergences[responsibility].Of)];
            results[i] = new(method, rowCount, responsibility, divergences, mixtures.Count(MixtureCell.HasCollapsed));
            progress.Report((i + 1.0) / cells.Length);
        }
        return results;
    }
}
