namespace Ple.MLNet.Estimation;

/// <summary>A parameter of a <see cref="DistributionFamily"/>.</summary>
/// <param name="Name">Its name, such as "sigma".</param>
/// <param name="Correction">How PLE corrects it.</param>
/// <param name="Lower">Values must lie above this; on it the family has degenerated. Default 0.</param>
/// <param name="Upper">Values must lie below this; on it the family has degenerated. Default infinity.</param>
public sealed record FamilyParameter(string Name, PleCorrection Correction, double Lower = 0, double Upper = double.PositiveInfinity)
{
    /// <summary>Whether the value is finite and strictly between the bounds.</summary>
    public bool IsInside(double value) => double.IsFinite(value) && value > Lower && value < Upper;

    internal static FamilyParameter Location(string name) => new(name, PleCorrection.None, double.NegativeInfinity);
}
