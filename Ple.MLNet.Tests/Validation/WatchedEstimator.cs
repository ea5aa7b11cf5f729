using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tests.Validation;

/// <summary>Tells which rows it was fitted to, by the numbers of a column, whenever its model transforms rows, and which these are.</summary>
internal sealed class WatchedEstimator(IEstimator<ITransformer> inner, string column, Action<float[], float[]> watch) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input) => new Model(inner.Fit(input), [.. input.GetColumn<float>(column)], column, watch);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);

    private sealed class Model(ITransformer inner, float[] fitted, string column, Action<float[], float[]> watch) : ITransformer
    {
        public bool IsRowToRowMapper => inner.IsRowToRowMapper;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input)
        {
            watch(fitted, [.. input.GetColumn<float>(column)]);
            return inner.Transform(input);
        }

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => inner.Save(ctx);
    }
}
