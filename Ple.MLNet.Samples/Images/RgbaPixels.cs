namespace Ple.MLNet.Samples.Images;

/// <summary>Images as drawing libraries take them.</summary>
internal static class RgbaPixels
{
    public const int Bytes = 4;

    private const int Colours = 3;

    /// <param name="values">From 0 to 1, cut outside; a channel after the other, one or three.</param>
    /// <param name="places">Width times height.</param>
    /// <returns>Red, green, blue and 255 of each place.</returns>
    public static byte[] Of(ReadOnlySpan<float> values, int places)
    {
        byte[] pixels = new byte[places * Bytes];
        for (int i = 0; i < places; i++)
        {
            for (int colour = 0; colour < Colours; colour++)
                pixels[i * Bytes + colour] = ToByte(values[values.Length == places ? i : colour * places + i]);
            pixels[i * Bytes + Colours] = byte.MaxValue;
        }
        return pixels;
    }

    private static byte ToByte(float value) => (byte)MathF.Round(Math.Clamp(value, 0f, 1f) * byte.MaxValue);
}
