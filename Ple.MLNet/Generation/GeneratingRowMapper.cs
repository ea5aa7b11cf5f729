using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Generation;

/// <summary>Generates row by row, for prediction engines: the row at the input's position, the same as a cursor gives there.</summary>
internal sealed class GeneratingRowMapper(DataViewSchema inputSchema, IReadOnlyList<DataViewSchema.Column> inputColumns, DataViewSchema outputSchema,
    Func<RowBlock> newBlock, Func<DataViewRow, Func<int>> newConditions) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => outputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => inputColumns;

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        => new Row(input, outputSchema, newBlock(), newConditions(input), [.. activeColumns.Select(c => c.Index)]);

    private sealed class Row(DataViewRow input, DataViewSchema schema, RowBlock block, Func<int> condition, HashSet<int> active) : DataViewRow
    {
        private (long Block, int Condition) _started = (-1, -1);
        private long _position = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ValueGetter<TValue> getter = block.MakeGetter<TValue>(column.Index)
                ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue)}.");
            return (ref TValue value) =>
            {
                MoveToInput();
                getter(ref value);
            };
        }

        private void MoveToInput()
        {
            long position = Math.Max(0, Position);
            if (position == _position)
                return;
            (long, int) wanted = (position / RowGenerator.BlockSize, condition());
            if (wanted != _started)
                block.Start(wanted.Item1, [wanted.Item2]);
            block.MoveTo((int)(position % RowGenerator.BlockSize));
            (_started, _position) = (wanted, position);
        }
    }
}
