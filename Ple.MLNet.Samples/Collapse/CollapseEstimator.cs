using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>Fits a density to the rows of a generation.</summary>
internal sealed class CollapseEstimator(MLContext mlContext, CollapseMethod method, CollapseWorld world, int seed) : IEstimator<CollapseModel>
{
    public CollapseModel Fit(IDataView input)
    {
        double[] rows = [.. input.GetColumn<double[]>(CollapseModel.ColumnName).SelectMany(row => row)];
        return new(mlContext, method.Estimate(world, rows, seed));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
}
