using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

[TestClass]
public class TableEncodingFormatTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(MixedTable.Condition)]
    [DataRow("City")]
    [DataRow("Int32")]
    [DataRow(null)]
    public void WhatIsLoadedEncodesAndDecodesAsBefore(string? condition)
    {
        IDataView table = MixedTable.Make(_ml);
        TableEncoding encoding = TableEncoder.Fit(_ml, table, new() { ConditionColumnName = condition });
        TableEncoding loaded = Load(Save(encoding));
        EncodedBatch expected = encoding.Encode(table);
        EncodedBatch actual = loaded.Encode(table);
        CollectionAssert.AreEqual(expected.Rows, actual.Rows);
        CollectionAssert.AreEqual(expected.Conditions, actual.Conditions);
        CollectionAssert.AreEqual(encoding.Condition?.Categories.ToArray(), loaded.Condition?.Categories.ToArray());
        CollectionAssert.AreEqual(encoding.Condition?.Counts.ToArray(), loaded.Condition?.Counts.ToArray());
        var before = new TableView(_ml, encoding, new EncodedRows(expected, encoding.Width));
        var after = new TableView(_ml, loaded, new EncodedRows(expected, encoding.Width));
        CollectionAssert.AreEqual(MixedTable.Dump(before), MixedTable.Dump(after));
        CollectionAssert.AreEqual(before.Schema.Select(c => c.ToString()).ToArray(), after.Schema.Select(c => c.ToString()).ToArray());
        VBuffer<ReadOnlyMemory<char>> names = default;
        after.Schema["City"].GetKeyValues(ref names);
        CollectionAssert.AreEqual(new[] { "Bern", "Oslo", "Rome" }, names.DenseValues().Select(n => n.ToString()).ToArray());
        CollectionAssert.AreEqual(Save(encoding), Save(loaded));
    }

    [TestMethod]
    public void ATruncatedPayloadIsAFormatError()
    {
        byte[] payload = Save(TableEncoder.Fit(_ml, MixedTable.Make(_ml, 30), MixedTable.Options()));
        for (int length = 0; length < payload.Length; length += 1 + length / 50)
            Assert.ThrowsExactly<FormatException>(() => Load(payload[..length]), $"{length} of {payload.Length} bytes");
    }

    [TestMethod]
    public void ADamagedPayloadIsAFormatErrorOrStillATable()
    {
        IDataView table = MixedTable.Make(_ml, 30);
        byte[] payload = Save(TableEncoder.Fit(_ml, table, MixedTable.Options()));
        var random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. payload];
            damaged[random.Next(payload.Length)] = (byte)random.Next(256);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TableEncoding encoding = Load(damaged);
                float[] row = new float[encoding.Width];
                encoding.DecodeRow(row, encoding.Condition is null ? -1 : 0, new double[encoding.FieldCount]);
            }
            catch (FormatException)
            {
                refused++;
            }
            Assert.IsLessThan(10_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.IsGreaterThan(300, refused);
    }

    /// <summary>Of many fields that the file says little about: the worst that a right file can do to memory.</summary>
    [TestMethod]
    public void LoadingTakesASmallMultipleOfThePayload()
    {
        IDataView wide = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new Wide { Features = [.. Enumerable.Range(0, Wide.Size).Select(slot => (float)i)] }).ToArray());
        byte[] payload = Save(TableEncoder.Fit(_ml, wide, new()));
        long before = GC.GetAllocatedBytesForCurrentThread();
        TableEncoding loaded = Load(payload);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(Wide.Size, loaded.FieldCount);
        Assert.IsLessThan(10L * payload.Length, allocated);
    }

    private sealed class Wide
    {
        public const int Size = 20_000;

        [VectorType(Size)]
        public float[] Features { get; set; } = [];
    }

    private static byte[] Save(TableEncoding encoding)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            encoding.Save(writer);
        return stream.ToArray();
    }

    private TableEncoding Load(byte[] payload)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        HashedPayload.Write(writer, inner => inner.Write(payload));
        stream.Position = 0;
        return HashedPayload.Read(_ml, new BinaryReader(stream), reader => TableEncodingFormat.Load(_ml, reader));
    }
}
