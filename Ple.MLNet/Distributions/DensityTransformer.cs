using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Distributions;

/// <summary>A fitted distribution: adds the log-likelihood of every row, and generates rows of its own.</summary>
public abstract class DensityTransformer : OneToOneTransformerBase, IRowGenerator
{
    private protected DensityTransformer(IHost host, string logLikelihoodColumn, string column) : base(host, (logLikelihoodColumn, column))
    {
        SavedText.Check(logLikelihoodColumn, "The name of a column");
        SavedText.Check(column, "The name of a column");
    }

    private protected string ColumnName => ColumnPairs[0].inputColumnName;

    private protected string LogLikelihoodColumnName => ColumnPairs[0].outputColumnName;

    /// <summary>Draws rows: a data view with the fitted column alone, of the same type as in training.</summary>
    /// <param name="count">Number of rows, 1 or more.</param>
    /// <param name="seed">The same seed gives the same rows; a larger count then adds rows at the end. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public IDataView Generate(int count, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var builder = new ArrayDataViewBuilder(Host);
        AddRows(builder, count, new Random(seed));
        return builder.GetDataView();
    }

    IDataView IRowGenerator.Generate(long count, int seed) => Generate(checked((int)count), seed);

    private protected abstract void AddRows(ArrayDataViewBuilder builder, int count, Random random);

    /// <summary>Reads the fitted column of a row and gives log p(row); NaN where the row holds a NaN.</summary>
    private protected abstract ValueGetter<float> LogLikelihoodGetter(DataViewRow row, DataViewSchema.Column column);

    /// <summary>The names of the two columns, then what the distribution needs.</summary>
    private protected void Save(ModelSaveContext context, VersionInfo version, Action<BinaryWriter> writeDistribution)
    {
        context.CheckAtModel();
        context.SetVersionInfo(version);
        HashedPayload.Write(context.Writer, writer =>
        {
            writer.Write(LogLikelihoodColumnName);
            writer.Write(ColumnName);
            writeDistribution(writer);
        });
    }

    private protected abstract void CheckColumn(DataViewSchema schema);

    private protected sealed override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol) => CheckColumn(inputSchema);

    private protected sealed override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(DensityTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore() =>
            [new(parent.LogLikelihoodColumnName, NumberDataViewType.Single)];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            return parent.LogLikelihoodGetter(input, input.Schema[ColMapNewToOld[iinfo]]);
        }
    }
}
