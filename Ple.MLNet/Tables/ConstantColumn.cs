using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>A number that is the same in every row.</summary>
internal static class ConstantColumn
{
    public static IDataView Add(IHostEnvironment environment, IDataView view, string name, float value)
        => new AddedColumn<float>(environment, view, name, NumberDataViewType.Single, null, _ => (ref float target) => target = value);
}
