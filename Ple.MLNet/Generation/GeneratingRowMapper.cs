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
        => new Row(input, outputSchema, newBlock, newConditions(input), [.. activeColumns.Select(c => c.Index)]);

    private sealed class Row(DataViewRow input, DataViewSchema schema, Func<RowBlock> newBlock, Func<int> condition, HashSet<int> active) : DataViewRow
    {
        /// <summary>As many blocks as memory is spent on; classes beyond share them.</summary>
        private const int MostPlaces = 32;

        /// <summary>A block for each class, so that one of another class does not take its place.</summary>
        private readonly Place?[] _places = new Place?[MostPlaces];
        private Place? _current;
        private long _position = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ValueGetter<TValue> Getter(Place place) => place.Block.MakeGetter<TValue>(column.Index)
                ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue)}.");
            var getters = new ValueGetter<TValue>?[_places.Length];
            getters[0] = Getter(PlaceOf(0));
            return (ref TValue value) =>
            {
                MoveToInput();
                (getters[_current!.Number] ??= Getter(_current))(ref value);
            };
        }

        private void MoveToInput()
        {
            long position = Math.Max(0, Position);
            if (position == _position)
                return;
            int ofRow = condition();
            _current = PlaceOf(Math.Max(0, ofRow) % _places.Length);
            _current.MoveTo(position, ofRow);
            _position = position;
        }

        private Place PlaceOf(int number) => _places[number] ??= new(number, newBlock());
    }

    private sealed class Place(int number, RowBlock block)
    {
        private (long Block, int Condition) _started = (-1, -1);

        public int Number => number;

        public RowBlock Block => block;

        public void MoveTo(long position, int condition)
        {
            (long, int) wanted = (position / block.Size, condition);
            if (wanted != _started)
                block.Start(wanted.Item1, [condition]);
            block.MoveTo((int)(position % block.Size));
            _started = wanted;
        }
    }
}
