using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Tests.Tables;

namespace Ple.MLNet.Tests.Augmentation;

[TestClass]
public class AppendedDataViewTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _first;
    private readonly IDataView _second;
    private readonly AppendedDataView _appended;

    public AppendedDataViewTests()
    {
        _first = MixedTable.Make(_ml, 300);
        _second = MixedTable.Make(_ml, 100, seed: 6);
        _appended = new(_ml, _first, 300, [_second]);
    }

    [TestMethod]
    public void RowsFollowInOrder()
    {
        string[] expected = [.. MixedTable.Dump(_first), .. MixedTable.Dump(_second)];
        CollectionAssert.AreEqual(expected, MixedTable.Dump(_appended));
        CollectionAssert.AreEqual(expected, MixedTable.Dump(_appended));
    }

    [TestMethod]
    public void ShufflingMixesBothAndLosesNothing()
    {
        Assert.IsTrue(_ml.Data.Cache(_appended).CanShuffle);
        var shuffling = new AppendedDataView(_ml, _ml.Data.Cache(_first), 300, [_ml.Data.Cache(_second)]);
        Assert.IsTrue(shuffling.CanShuffle);
        double[] real = [.. _first.GetColumn<double>("Exact")];
        double[] ordered = [.. shuffling.GetColumn<double>("Exact")];
        double[] mixed = Shuffled(shuffling, 3);
        CollectionAssert.AreEqual(ordered.Order().ToArray(), mixed.Order().ToArray());
        // 75 of the first 100 rows are expected from the first view: hypergeometric, standard deviation 3.75.
        Assert.AreEqual(75, mixed.Take(100).Count(real.Contains), 4 * 3.75);
        CollectionAssert.AreEqual(mixed, Shuffled(shuffling, 3));
        CollectionAssert.AreNotEqual(mixed, Shuffled(shuffling, 4));
    }

    [TestMethod]
    public void ColumnsThatTheOtherViewLacksAreMissingThere()
    {
        IDataView without = _ml.Transforms.DropColumns("Score", "Exact", "Pair", "City", "Job", "Int32", "Flag").Fit(_second).Transform(_second);
        var appended = new AppendedDataView(_ml, _first, 300, [without]);
        string[] last = MixedTable.Dump(_ml.Data.SkipRows(appended, 399))[0].Split('|');
        string[] names = [.. _first.Schema.Where(c => !c.IsHidden).Select(c => c.Name)];
        foreach ((string name, string missing) in ((string, string)[])[("Score", "NaN"), ("Exact", "NaN"), ("Pair", "0 0"), ("City", "0"), ("Job", ""), ("Int32", "0"), ("Flag", "False")])
            Assert.AreEqual(missing, last[Array.IndexOf(names, name)], name);
        Assert.AreEqual(MixedTable.Dump(_second)[99].Split('|')[0], last[0]);
    }

    [TestMethod]
    public void OnlyActiveColumnsAreServed()
    {
        using DataViewRowCursor cursor = _appended.GetRowCursor([_appended.Schema["Byte"]]);
        Assert.IsFalse(cursor.IsColumnActive(_appended.Schema["Job"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(_appended.Schema["Job"]));
    }

    private static double[] Shuffled(AppendedDataView view, int seed)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Exact"]], new Random(seed));
        ValueGetter<double> getter = cursor.GetGetter<double>(view.Schema["Exact"]);
        var values = new List<double>();
        while (cursor.MoveNext())
        {
            double value = 0;
            getter(ref value);
            values.Add(value);
        }
        return [.. values];
    }
}
