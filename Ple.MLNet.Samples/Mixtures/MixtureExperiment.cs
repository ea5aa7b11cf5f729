using Ple.MLNet.Estimation;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>Fits every data set of the grid by every method, and measures how far from the truth the fits are.</summary>
/// <param name="grid">Sample sizes and responsibilities.</param>
/// <param name="seeds">Data sets of each cell.</param>
/// <param name="kind">Of the divergence.</param>
/// <param name="draws">Draws that a divergence is averaged over.</param>
/// <param name="threads">Cells at once. Cells are independent and each runs on one thread, so that the number changes nothing but the time.</param>
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
        int done = 0;
        Parallel.For(0, cells.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            (int rowCount, double responsibility) = cells[i];
            double[][] dataSets = [.. Enumerable.Range(1, seeds).Select(seed => MixtureGrid.DataSet(rowCount, responsibility, seed))];
            IReadOnlyList<GaussianMixture?> mixtures = method.Fit(dataSets, cancellation);
            results[i] = new(method, rowCount, responsibility, [.. mixtures.Select(_divergences[responsibility].Of)], mixtures.Count(MixtureCell.HasCollapsed));
            progress.Report((double)Interlocked.Increment(ref done) / cells.Length);
        });
        return results;
    }
}
