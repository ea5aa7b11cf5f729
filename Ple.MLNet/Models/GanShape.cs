namespace Ple.MLNet.Models;

/// <summary>Sizes of a generative adversarial network of images.</summary>
/// <param name="Images">What it makes.</param>
/// <param name="Channels">Of the generator's images, from the smallest on; each next has twice the width and height.</param>
/// <param name="LatentPart">Latent numbers of each part: one for the smallest images, one for each block.</param>
/// <param name="EmbeddingSize">Numbers that stand for a class in the generator.</param>
/// <param name="AttentionBehind">The block of the generator behind which there is self-attention; null for none.</param>
/// <param name="InHalfPrecision">Whether convolutions are trained in bfloat16.</param>
internal sealed record GanShape(ImageShape Images, IReadOnlyList<int> Channels, int LatentPart, int EmbeddingSize, int? AttentionBehind, bool InHalfPrecision)
{
    /// <summary>The images that the generator begins with.</summary>
    public ImageShape Smallest => new(Channels[0], Images.Height >> (Channels.Count - 1), Images.Width >> (Channels.Count - 1));

    /// <summary>Latent numbers of a row.</summary>
    public int LatentSize => LatentPart * Channels.Count;
}
