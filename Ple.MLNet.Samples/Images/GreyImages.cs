namespace Ple.MLNet.Samples.Images;

/// <summary>Images with levels of grey made of near-binary ones: blurred twice by the mean over 3 x 3 pixels, and dimmed.</summary>
internal static class GreyImages
{
    private const int Blurs = 2;
    private const double Brightness = 0.6;

    /// <exception cref="UserErrorException">The images have colours.</exception>
    public static ImageFolder Of(ImageFolder images) => images.Training.Channels == 1
        ? new(Of(images.Training), Of(images.Test))
        : throw new UserErrorException("--grey blurs black and white images; these have colours. Leave it out.");

    private static ImageDataSet Of(ImageDataSet images)
    {
        byte[] pixels = new byte[images.Pixels.Length];
        Parallel.For(0, images.Count, i =>
        {
            double[] image = Array.ConvertAll(images.Row(i), p => (double)p);
            for (int blur = 0; blur < Blurs; blur++)
                image = Blur(image, images.Width, images.Height);
            for (int j = 0; j < image.Length; j++)
                pixels[i * image.Length + j] = (byte)Math.Round(image[j] * Brightness * byte.MaxValue);
        });
        return new(pixels, images.Labels.ToArray(), images.Width, images.Height);
    }

    /// <summary>Outside an image is black.</summary>
    private static double[] Blur(double[] image, int width, int height)
    {
        double[] blurred = new double[image.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
                {
                    for (int u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                        blurred[y * width + x] += image[v * width + u] / 9;
                }
            }
        }
        return blurred;
    }
}
