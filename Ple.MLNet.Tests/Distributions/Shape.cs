using System.Reflection;
using Microsoft.ML;

namespace Ple.MLNet.Tests.Distributions;

/// <summary>The schema shape of data; ML.NET keeps the method to itself.</summary>
internal static class Shape
{
    public static SchemaShape Of(IDataView data) =>
        (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [data.Schema])!;
}
