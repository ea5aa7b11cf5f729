using Microsoft.ML;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>Fits another estimator to real rows, whatever rows it is given: the control that spends a generation's compute on real rows.</summary>
internal sealed class RealRowsEstimator(IEstimator<ITransformer> estimator, IDataView real) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input) => estimator.Fit(real);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => estimator.GetOutputSchema(inputSchema);
}
