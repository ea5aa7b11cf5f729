using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>Finds the feature column of a table that is to be scored.</summary>
internal static class FeatureColumn
{
    /// <param name="context">Throws the errors.</param>
    /// <param name="schema">The table's columns.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="expectedSize">Number of features of the table that this one is compared with.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column, no known-size vector of Single, or of a wrong size.</exception>
    public static VectorColumn Find(IExceptionContext context, DataViewSchema schema, string name, int? expectedSize = null)
    {
        VectorColumn column = VectorColumn.Find(context, schema, name);
        if (expectedSize is int expected && column.Size != expected)
            throw context.ExceptSchemaMismatch(nameof(schema), "feature", name, $"vector of {expected} Single", $"vector of {column.Size} Single");
        if (column.Size > Moments.MaxDimensions)
            throw context.ExceptSchemaMismatch(nameof(schema), "feature", name, $"vector of at most {Moments.MaxDimensions} Single", $"vector of {column.Size} Single");
        return column;
    }
}
