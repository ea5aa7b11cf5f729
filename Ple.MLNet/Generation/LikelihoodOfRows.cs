using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>How likely rows are to a generator of one vector column, given their classes where it knows such.</summary>
internal sealed class LikelihoodOfRows(IHost host, RowCodec rows, FittedModel fitted, int seed)
{
    private const int BatchRows = 1024;

    /// <param name="data">The rows.</param>
    /// <param name="newConditions">Of a cursor, the class of its row; -1 without a condition.</param>
    /// <param name="conditionColumns">The columns that it reads.</param>
    /// <returns>The mean bound on the log-likelihood of a row, in nats of the column's own values.</returns>
    public double Average(IDataView data, Func<DataViewRow, Func<int>> newConditions, IReadOnlyList<DataViewSchema.Column> conditionColumns)
    {
        if (rows is not VectorCodec codec)
            throw host.Except("A bound on the log-likelihood is given for generators of one vector column only.");
        if (fitted.Model is not ILikelihoodModel likelihood)
            throw host.Except($"A {fitted.Model.GetName()} gives no likelihood.");
        VectorColumn column = VectorColumn.Find(host, data.Schema, codec.Column.Name);
        if (column.Size != codec.ValueCount)
            throw host.ExceptSchemaMismatch(nameof(data), "feature", codec.Column.Name, codec.Column.Type.ToString(), data.Schema[codec.Column.Name].Type.ToString());

        using var noGrad = no_grad();
        using Generator noise = Reproducible.Generator(seed, fitted.Device);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[codec.Column.Name], .. conditionColumns]);
        Func<int> condition = newConditions(cursor);
        var conditions = new List<int>(BatchRows);
        double sum = 0;
        long count = 0;
        foreach (float[] batch in column.ReadBatches(cursor, BatchRows, () => conditions.Add(condition())))
        {
            using var scope = NewDisposeScope();
            codec.Scaling.ToModel(batch);
            Tensor values = Reproducible.Copy(batch, [conditions.Count, column.Size], fitted.Device);
            Tensor? classes = codec.Layout.OneHot([.. conditions], fitted.Device);
            sum += likelihood.LogLikelihoodBound(values, classes, GeneratorNoise.Of(noise, values)).sum().to(ScalarType.Float64).item<double>();
            count += conditions.Count;
            conditions.Clear();
        }
        return count > 0 ? sum / count - codec.Scaling.LogVolume : throw host.Except("The table has no rows.");
    }
}
