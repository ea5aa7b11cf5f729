using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>What is kept of one class of the real rows.</summary>
/// <param name="Name">The class, as text.</param>
/// <param name="Rows">Its rows, all of them.</param>
/// <param name="Moments">Moments of the rows that FID is taken over.</param>
internal sealed record RealClass(string Name, long Rows, Moments Moments);
