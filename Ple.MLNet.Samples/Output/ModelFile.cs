using Microsoft.ML;

namespace Ple.MLNet.Samples.Output;

/// <summary>Saves models whole or not at all, which <c>mlContext.Model.Save</c> to a path does not.</summary>
internal static class ModelFile
{
    /// <param name="path">Of the ZIP file.</param>
    /// <param name="mlContext">Saves it.</param>
    /// <param name="model">What is saved.</param>
    /// <param name="input">Columns that the model reads.</param>
    public static void Save(string path, MLContext mlContext, ITransformer model, DataViewSchema input) =>
        AtomicFile.Write(path, stream => mlContext.Model.Save(model, input, stream));
}
