using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.LongTail;

/// <summary>What a run of <c>long-tail</c> does.</summary>
/// <param name="DataFolder">Of the images.</param>
/// <param name="Model">Of the generator, which is told the class.</param>
/// <param name="Preset">Sizes of the model, its training and the oracle's.</param>
/// <param name="Largest">Training rows of the first class.</param>
/// <param name="Smallest">Training rows of the last class; those between fall by equal factors.</param>
/// <param name="Seed">Chooses the rows, and is the generator's.</param>
/// <param name="Cache">Of trained oracles; null for none.</param>
/// <param name="OutputFolder">For the results.</param>
internal sealed record LongTailOptions(string DataFolder, FairnessModel Model, FairnessPreset Preset, int Largest, int Smallest, int Seed, OracleCache? Cache, string OutputFolder);
