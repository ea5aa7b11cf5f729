using Microsoft.ML;

namespace Ple.MLNet.Generation;

/// <summary>Fits by the hypernetwork that a generator keeps.</summary>
/// <param name="generator">Has to live as long as this fits.</param>
internal sealed class Reestimator(PleGenerativeTransformer generator) : IEstimator<PleGenerativeTransformer>
{
    public PleGenerativeTransformer Fit(IDataView input) => generator.Reestimate(input);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => SchemaShape.Create(generator.GetOutputSchema(null!));
}
