using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Augmentation;

/// <summary>What a column holds in rows that know nothing of it: NaN, empty text, key 0; 0 or false where a type has no missing value; a vector of zeros.</summary>
internal static class MissingValue
{
    private static readonly MethodInfo EmptyVectorMethod = typeof(MissingValue).GetMethod(nameof(EmptyVector), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static ValueGetter<TValue> MakeGetter<TValue>(DataViewType type)
    {
        object? missing = type switch
        {
            VectorDataViewType vector => EmptyVectorMethod.MakeGenericMethod(vector.ItemType.RawType).Invoke(null, [vector.Size]),
            NumberDataViewType when typeof(TValue) == typeof(float) => float.NaN,
            NumberDataViewType when typeof(TValue) == typeof(double) => double.NaN,
            _ => default(TValue),
        };
        TValue value = missing is null ? default! : (TValue)missing;
        return (ref TValue destination) => destination = value;
    }

    private static VBuffer<TItem> EmptyVector<TItem>(int size) => new(size, 0, [], []);
}
