using Ple.MLNet.Samples.Output;
using ScottPlot;
using SkiaSharp;

namespace Ple.MLNet.Samples.Figures;

/// <summary>Writes a picture as PNG and as SVG.</summary>
internal static class FigureFiles
{
    /// <summary>The two files that <see cref="Save"/> writes.</summary>
    public static IEnumerable<string> Names(string name) => [$"{name}.png", $"{name}.svg"];

    /// <param name="path">Without an extension.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="render">Draws the picture into a part of a canvas.</param>
    public static void Save(string path, int width, int height, Action<SKCanvas, PixelRect> render)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width, height));
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        AtomicFile.Write($"{path}.png", png.SaveTo);
        AtomicFile.Write($"{path}.svg", stream =>
        {
            using SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream);
            Draw(canvas);
        });

        void Draw(SKCanvas canvas)
        {
            canvas.Clear(SKColors.White);
            render(canvas, new PixelRect(0, width, height, 0));
        }
    }
}
