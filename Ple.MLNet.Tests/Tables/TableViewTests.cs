using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

[TestClass]
public class TableViewTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _table;
    private readonly TableEncoding _encoding;
    private readonly TableView _view;

    public TableViewTests()
    {
        _table = MixedTable.Make(_ml);
        _encoding = TableEncoder.Fit(_ml, _table, MixedTable.Options());
        _view = new TableView(_ml, _encoding, new EncodedRows(_encoding.Encode(_table), _encoding.Width, count: 1000));
    }

    [TestMethod]
    public void SchemaIsTheInputs()
    {
        DataViewSchema.Column[] expected = [.. _table.Schema.Where(c => !c.IsHidden)];
        Assert.HasCount(expected.Length, _view.Schema);
        foreach ((DataViewSchema.Column real, DataViewSchema.Column made) in expected.Zip(_view.Schema))
        {
            Assert.AreEqual(real.Name, made.Name);
            Assert.AreEqual(real.Type, made.Type);
            CollectionAssert.AreEqual(real.Annotations.Schema.Select(c => c.ToString()).ToArray(), made.Annotations.Schema.Select(c => c.ToString()).ToArray());
        }
        VBuffer<ReadOnlyMemory<char>> names = default;
        _view.Schema["Pair"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "Score", "Sparse" }, names.DenseValues().Select(n => n.ToString()).ToArray());
    }

    [TestMethod]
    public void EveryCursorSeesTheSameRows()
    {
        List<string> rows = MixedTable.Dump(_view);
        Assert.HasCount(1000, rows);
        Assert.AreEqual(1000, _view.GetRowCount());
        CollectionAssert.AreEqual(rows, MixedTable.Dump(_view));
        CollectionAssert.AreEqual(rows[..7], MixedTable.Dump(_ml.Data.TakeRows(_view, 7)));
        CollectionAssert.AreEqual(rows, MixedTable.Dump(_ml.Data.Cache(_view)));
    }

    [TestMethod]
    public void ShufflingPermutesRowsAndTheirIds()
    {
        List<string> rows = MixedTable.Dump(_view);
        using DataViewRowCursor cursor = _view.GetRowCursor([_view.Schema["Exact"]], new Random(1));
        ValueGetter<double> exact = cursor.GetGetter<double>(_view.Schema["Exact"]);
        ValueGetter<DataViewRowId> ids = cursor.GetIdGetter();
        var seen = new List<ulong>();
        while (cursor.MoveNext())
        {
            double value = 0;
            DataViewRowId id = default;
            exact(ref value);
            ids(ref id);
            seen.Add(id.Low);
            StringAssert.Contains(rows[(int)id.Low], $"|{value}|");
        }
        CollectionAssert.AreNotEqual(seen.Order().ToArray(), seen.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 1000).Select(i => (ulong)i).ToArray(), seen.Order().ToArray());
    }

    [TestMethod]
    public void OnlyActiveColumnsAreServedAndOnlyWithTheirType()
    {
        using DataViewRowCursor cursor = _view.GetRowCursor([_view.Schema["Byte"]]);
        Assert.IsTrue(cursor.IsColumnActive(_view.Schema["Byte"]));
        Assert.IsFalse(cursor.IsColumnActive(_view.Schema["Job"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(_view.Schema["Job"]));
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(_view.Schema["Byte"]));
    }

    [TestMethod]
    public void DecoderGivesOneRowAtATime()
    {
        EncodedBatch encoded = _encoding.Encode(_table);
        List<string> rows = MixedTable.Dump(_view);
        var decoder = new TableDecoder(_encoding);
        var getter = (ValueGetter<double>)decoder.MakeGetter(_encoding.Schema["Exact"].Index);
        foreach (int row in (int[])[3, 500, 4])
        {
            decoder.Decode(encoded.Rows.AsSpan(row * _encoding.Width, _encoding.Width), encoded.Conditions[row]);
            double value = 0;
            getter(ref value);
            StringAssert.Contains(rows[row], $"|{value}|");
        }
    }
}
