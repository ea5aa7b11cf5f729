using MathNet.Numerics.Random;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>A fitted density as a model of one's own in a self-consuming loop: it makes rows, and neither transforms nor is saved.</summary>
internal sealed class CollapseModel(MLContext mlContext, GaussianMixture density) : ITransformer, IRowGenerator
{
    public const string ColumnName = nameof(Row.Values);

    public GaussianMixture Density => density;

    bool ITransformer.IsRowToRowMapper => false;

    public IDataView Generate(long count, int seed)
    {
        var random = new MersenneTwister(seed, threadSafe: false); // neighbouring seeds of Random are alike in their first numbers
        var rows = new Row[count];
        for (long i = 0; i < count; i++)
            density.Sample(random, (rows[i] = new() { Values = new double[density.Dimension] }).Values);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[ColumnName].ColumnType = new VectorDataViewType(NumberDataViewType.Double, density.Dimension);
        return mlContext.Data.LoadFromEnumerable(rows, schema);
    }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

    public IDataView Transform(IDataView input) => throw NotATransformer();

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => throw NotATransformer();

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw NotATransformer();

    private static NotSupportedException NotATransformer() => new("A model of this experiment only makes rows.");

    private sealed class Row
    {
        public double[] Values { get; set; } = [];
    }
}
