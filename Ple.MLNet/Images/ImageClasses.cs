using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Images;

/// <summary>The classes of a label column and how its type holds them.</summary>
/// <param name="Type">Of the column: text, Boolean, number or key.</param>
/// <param name="Values">One for each class: the column's value as text; of a key its number, from 1.</param>
/// <param name="KeyValues">The text of each key of the type; none for other types and keys without text.</param>
internal sealed record ImageClasses(DataViewType Type, IReadOnlyList<string> Values, IReadOnlyList<string> KeyValues)
{
    public const int Most = 1000;

    /// <summary>In the order of a saved file; keys follow.</summary>
    private static readonly PrimitiveDataViewType[] _plain =
    [
        TextDataViewType.Instance, BooleanDataViewType.Instance, NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16,
        NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double,
    ];

    private static readonly Type[] _keys = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];

    /// <summary>The names of the classes.</summary>
    public IEnumerable<string> Names => Values.Select(v => KeyValues.Count == 0 ? v : KeyValues[int.Parse(v, CultureInfo.InvariantCulture) - 1]);

    public static bool Holds(DataViewType type) => type is KeyDataViewType || _plain.Contains(type);

    /// <summary>Reads a label as its text; empty if it is missing.</summary>
    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
        => (Func<string>)Generic(nameof(ReaderOf), column.Type).Invoke(null, [row, column])!;

    /// <summary>The getter of a column of this type.</summary>
    public Delegate Getter(Func<int> index) => (Delegate)Generic(nameof(GetterOf), Type).Invoke(this, [index])!;

    public static IReadOnlyList<string> ReadKeyValues(DataViewSchema.Column column)
    {
        if (column.Type is not KeyDataViewType || column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type is not VectorDataViewType { ItemType: TextDataViewType })
            return [];
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(AnnotationUtils.Kinds.KeyValues, ref values);
        foreach (ReadOnlyMemory<char> value in values.DenseValues())
            SavedText.Check(value.Span, $"A key value of column '{column.Name}'");
        return [.. values.DenseValues().Select(v => v.ToString())];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Type is KeyDataViewType ? _plain.Length + Array.IndexOf(_keys, Type.RawType) : Array.IndexOf(_plain, Type));
        writer.Write((Type as KeyDataViewType)?.Count ?? 0);
        foreach (IReadOnlyList<string> texts in new[] { Values, KeyValues })
        {
            writer.Write(texts.Count);
            foreach (string text in texts)
                writer.Write(text);
        }
    }

    public static ImageClasses Read(PayloadReader reader)
    {
        int code = reader.ReadInt32(0, _plain.Length + _keys.Length - 1);
        ulong count = reader.ReadUInt64();
        string[] values = reader.ReadItems(2, Most, reader.ReadText), keyValues = reader.ReadItems(0, int.MaxValue, reader.ReadText);
        PayloadReader.Check(values.Distinct().Count() == values.Length, "a class stands twice");
        if (code < _plain.Length)
        {
            PayloadReader.Check(count == 0 && keyValues.Length == 0 && Array.TrueForAll(values, v => CanParse(_plain[code].RawType, v)), "a class is no value of its type");
            return new(_plain[code], values, []);
        }
        Type raw = _keys[code - _plain.Length];
        PayloadReader.Check(count > 0 && (keyValues.Length == 0 || (ulong)keyValues.Length == count)
            && Array.TrueForAll(values, v => ulong.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out ulong key) && key > 0 && key <= count && CanParse(raw, v)),
            "a class is no key of its type");
        return new(new KeyDataViewType(raw, count), values, keyValues);
    }

    private static MethodInfo Generic(string name, DataViewType type)
        => typeof(ImageClasses).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)!.MakeGenericMethod(type.RawType);

    private static Func<string> ReaderOf<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            string text = value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value!.ToString()!;
            return value is float.NaN or double.NaN || (column.Type is KeyDataViewType && text == "0") ? "" : text;
        };
    }

    private ValueGetter<T> GetterOf<T>(Func<int> index)
    {
        T[] values = [.. Values.Select(v => (T)Parse(typeof(T), v))];
        return (ref T value) => value = values[index()];
    }

    private static object Parse(Type type, string text)
        => type == typeof(ReadOnlyMemory<char>) ? text.AsMemory() : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);

    private static bool CanParse(Type type, string text)
    {
        try
        {
            return text.Length > 0 && Parse(type, text) is not null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}
