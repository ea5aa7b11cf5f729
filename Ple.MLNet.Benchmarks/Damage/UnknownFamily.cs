using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>A family that nobody registered: a file that names it must not make it run. It notes when it does.</summary>
internal sealed class UnknownFamily() : MeanFamily(0, 1)
{
    static UnknownFamily() => UnknownFamilyWitness.HasRun = true;

    /// <inheritdoc/>
    public override string Name => "unknown";

    /// <inheritdoc/>
    public override string Support => "numbers";

    /// <inheritdoc/>
    public override bool Supports(double value) => true;

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => 0;

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) => 0;
}

/// <summary>Apart from the family itself, so that looking does not run it.</summary>
internal static class UnknownFamilyWitness
{
    public static bool HasRun { get; set; }
}
