using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Generation;

/// <summary>Generates row by row, for prediction engines: the row at the input's position, the same as a cursor gives there.</summary>
internal sealed class GeneratingRowMapper(DataViewSchema inputSchema, DataViewSchema outputSchema, Func<RowBlock> newBlock) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => outputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => [];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        => new Row(input, outputSchema, newBlock(), activeColumns.Any());

    private sealed class Row(DataViewRow input, DataViewSchema schema, RowBlock block, bool active) : DataViewRow
    {
        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => (ValueGetter<TValue>)(Delegate)(ValueGetter<VBuffer<float>>)((ref VBuffer<float> row) => block.CopyRow(Math.Max(0, Position), ref row));
    }
}
