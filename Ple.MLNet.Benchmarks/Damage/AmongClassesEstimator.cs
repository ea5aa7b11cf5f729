using Microsoft.ML;
using Ple.MLNet.Images;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>Fits a classifier of images and keeps what chooses among some of its classes.</summary>
internal sealed class AmongClassesEstimator(ImageClassifierTrainer trainer, params string[] classes) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        using ImageClassifierTransformer all = trainer.Fit(input);
        return all.Among(classes);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => trainer.GetOutputSchema(inputSchema);
}
