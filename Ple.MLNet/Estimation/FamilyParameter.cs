namespace Ple.MLNet.Estimation;

/// <summary>A parameter of a <see cref="DistributionFamily"/>.</summary>
public sealed class FamilyParameter
{
    /// <param name="name">Its name, such as "sigma".</param>
    /// <param name="correction">How PLE corrects it.</param>
    /// <param name="lower">Values must lie above this; on it the family has degenerated. Default 0.</param>
    /// <param name="upper">Values must lie below this; on it the family has degenerated. Default infinity.</param>
    public FamilyParameter(string name, PleCorrection correction, double lower = 0, double upper = double.PositiveInfinity)
        => (Name, Correction, Lower, Upper) = (name, correction, lower, upper);

    /// <summary>Its name, such as "sigma".</summary>
    public string Name { get; }

    /// <summary>How PLE corrects it.</summary>
    public PleCorrection Correction { get; }

    /// <summary>Values lie above this.</summary>
    public double Lower { get; }

    /// <summary>Values lie below this.</summary>
    public double Upper { get; }

    /// <summary>Whether the value is finite and strictly between the bounds.</summary>
    public bool IsInside(double value) => double.IsFinite(value) && value > Lower && value < Upper;

    internal static FamilyParameter Location(string name) => new(name, PleCorrection.None, double.NegativeInfinity);
}
