using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Interop;

/// <summary>Versions of the files' formats, as ML.NET keeps them: the upper two bytes before the dot, the lower two behind.</summary>
internal static class FormatVersion
{
    /// <summary>ML.NET's own check of a header, after one whose message names both versions, and says what to do.</summary>
    /// <param name="context">A model that is being loaded.</param>
    /// <param name="known">Its kind, and the versions that this library reads.</param>
    /// <exception cref="FormatException">The file is of an older or a newer version, or of another kind.</exception>
    public static void Check(this ModelLoadContext context, VersionInfo known)
    {
        uint written = context.Header.ModelVerWritten, readable = context.Header.ModelVerReadable;
        bool isTooOld = written < known.VerWeCanReadBack;
        if (context.Header.ModelSignature == known.ModelSignature && (isTooOld || readable > known.VerWrittenCur))
        {
            string ours = known.VerWeCanReadBack == known.VerWrittenCur
                ? $"version {Text(known.VerWrittenCur)} alone"
                : $"versions {Text(known.VerWeCanReadBack)} to {Text(known.VerWrittenCur)}";
            throw Contracts.ExceptDecode($"The saved model '{known.LoaderSignature}' has format version {Text(written)}, and this version of Ple.MLNet reads {ours}. " +
                (isTooOld
                    ? "Fit it again and save it, or load it with the older Ple.MLNet that saved it."
                    : "Load it with a newer Ple.MLNet, such as the one that saved it."));
        }
        context.CheckAtModel(known);
    }

    private static string Text(uint version) => $"{version >> 16}.{version & 0xFFFF}";
}
