using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Checks the columns of a table before there is data.</summary>
internal static class TableShape
{
    /// <returns>The columns that will be learnt and made.</returns>
    public static SchemaShape Check(IExceptionContext context, SchemaShape schema, string? condition, IReadOnlyCollection<string> excluded)
    {
        if (condition is not null && !schema.TryFindColumn(condition, out _))
            throw context.ExceptSchemaMismatch(nameof(schema), "condition", condition);
        foreach (string name in excluded)
        {
            if (!schema.TryFindColumn(name, out _))
                throw context.ExceptSchemaMismatch(nameof(schema), "left out", name);
        }
        return new SchemaShape(schema.Where(c => !excluded.Contains(c.Name)));
    }
}
