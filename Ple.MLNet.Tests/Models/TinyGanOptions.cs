using Ple.MLNet.Models;

namespace Ple.MLNet.Tests.Models;

/// <summary>Makes a <see cref="TinyGan"/>.</summary>
internal sealed class TinyGanOptions : GenerativeModelOptions
{
    public int Latent { get; init; } = 4;

    public int Width { get; init; } = 8;

    public override GenerativeModel Create(RowLayout layout, long seed) => new TinyGan(layout, this, seed);

    protected internal override void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Latent, 1);
}
