using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Distributions;

/// <summary>The schema that a density transformer gives: the input columns and a Single.</summary>
internal static class LogLikelihoodShape
{
    public static SchemaShape AddTo(SchemaShape input, string columnName)
    {
        var added = new SchemaShape.Column(columnName, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false);
        return new([.. input.Where(c => c.Name != columnName), added]);
    }
}
