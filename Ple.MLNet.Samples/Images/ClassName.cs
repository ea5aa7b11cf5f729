using System.Globalization;

namespace Ple.MLNet.Samples.Images;

/// <summary>How a label of a file of images is written in the text columns Label and PredictedLabel.</summary>
internal static class ClassName
{
    public static string Of(byte label) => label.ToString(CultureInfo.InvariantCulture);
}
