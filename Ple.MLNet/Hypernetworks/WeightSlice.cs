namespace Ple.MLNet.Hypernetworks;

/// <summary>The place of one parameter tensor in the flat weight vector of a module.</summary>
/// <param name="Name">The parameter's name as <c>named_parameters()</c> gives it, <c>encoder.0.weight</c> for example.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Where it starts in the flat vector.</param>
/// <param name="Length">How many weights it has.</param>
internal sealed record WeightSlice(string Name, IReadOnlyList<long> Shape, long Offset, long Length);
