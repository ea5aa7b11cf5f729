using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>How likely rows are to a generator of one vector column, given their classes where it knows such.</summary>
internal sealed class LikelihoodOfRows(IHost host, RowFormat rowFormat, FittedModel fitted, int seed)
{
    private const int BatchRows = 1024;

    /// <param name="data">The rows.</param>
    /// <param name="newConditions">Of a cursor, the class of its row; -1 without a condition.</param>
    /// <param name="conditionColumns">The columns that it reads.</param>
    /// <returns>The mean bound on the log-likelihood of a row, in nats of the column's own values.</returns>
    public double Average(IDataView data, Func<DataViewRow, Func<int>> newConditions, IReadOnlyList<DataViewSchema.Column> conditionColumns)
    {
        if (rowFormat is not VectorFormat format)
            throw host.Except("A bound on the log-likelihood is given for generators of one vector column only.");
        if (fitted.Model is not ILikelihoodModel likelihood)
            throw host.Except($"A {fitted.Model.GetName()} gives no likelihood.");
        VectorColumn column = VectorColumn.Find(host, data.Schema, format.Column.Name);
        if (column.Size != format.ValueCount)
            throw host.ExceptSchemaMismatch(nameof(data), "feature", format.Column.Name, format.Column.Type.ToString(), data.Schema[format.Column.Name].Type.ToString());

        using var noGrad = no_grad();
        using Generator noise = Reproducible.Generator(seed, fitted.Device);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[format.Column.Name], .. conditionColumns]);
        Func<int> condition = newConditions(cursor);
        var conditions = new List<int>(BatchRows);
        double sum = 0;
        long count = 0;
        foreach (float[] batch in column.ReadBatches(cursor, BatchRows, () => conditions.Add(condition())))
        {
            using var scope = NewDisposeScope();
            format.Scaling.ToModel(batch);
            Tensor rows = Reproducible.Copy(batch, [conditions.Count, column.Size], fitted.Device);
            Tensor? classes = format.Layout.OneHot([.. conditions], fitted.Device);
            sum += likelihood.LogLikelihoodBound(rows, classes, GeneratorNoise.Of(noise, rows)).sum().to(ScalarType.Float64).item<double>();
            count += conditions.Count;
            conditions.Clear();
        }
        return count > 0 ? sum / count - format.Scaling.LogVolume : throw host.Except("The table has no rows.");
    }
}
