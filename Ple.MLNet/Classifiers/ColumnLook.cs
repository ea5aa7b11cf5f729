using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Classifiers;

/// <summary>Looks at one column, row by row.</summary>
internal sealed class ColumnLook
{
    private readonly string _name, _kind;
    private readonly string? _unusable;
    private readonly int _maximumCategories;
    private readonly Action<ColumnLook> _read;
    private readonly HashSet<string> _texts = [];
    private readonly bool _isText;
    private long _missing;
    private bool _isRising = true, _isWhole = true;
    private double _last = double.NegativeInfinity, _first = double.NaN;
    private bool _isConstant = true;

    private ColumnLook(string name, string kind, string? unusable, int maximumCategories, Action<ColumnLook> read, bool isText = false)
        => (_name, _kind, _unusable, _maximumCategories, _read, _isText) = (name, kind, unusable, maximumCategories, read, isText);

    public static ColumnLook Of(DataViewRow row, DataViewSchema.Column column, int maximumCategories)
    {
        DataViewType type = column.Type;
        ColumnLook Numbers<T>(Func<T, double> number)
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            T value = default!;
            return new(column.Name, TableProfile.Number, null, maximumCategories, look =>
            {
                getter(ref value);
                look.AddNumber(number(value));
            });
        }
        if (type is TextDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> value = default;
            return new(column.Name, TableProfile.Category, null, maximumCategories, look =>
            {
                getter(ref value);
                look.AddText(value);
            }, isText: true);
        }
        if (type is KeyDataViewType { Count: <= int.MaxValue } key)
            return new(column.Name, TableProfile.Category, key.Count > (ulong)maximumCategories ? $"more than {maximumCategories} keys" : null, maximumCategories, _ => { });
        if (type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single)
            return new(column.Name, TableProfile.Vector, null, maximumCategories, _ => { });
        return type.RawType switch
        {
            Type t when t == typeof(float) => Numbers<float>(v => v),
            Type t when t == typeof(double) => Numbers<double>(v => v),
            Type t when t == typeof(bool) => Numbers<bool>(v => v ? 1 : 0),
            Type t when t == typeof(int) => Numbers<int>(v => v),
            Type t when t == typeof(long) => Numbers<long>(v => v),
            Type t when t == typeof(short) => Numbers<short>(v => v),
            Type t when t == typeof(byte) => Numbers<byte>(v => v),
            Type t when t == typeof(sbyte) => Numbers<sbyte>(v => v),
            Type t when t == typeof(ushort) => Numbers<ushort>(v => v),
            Type t when t == typeof(uint) => Numbers<uint>(v => v),
            Type t when t == typeof(ulong) => Numbers<ulong>(v => v),
            _ => new(column.Name, $"{type}", $"a {type} is nothing that a classifier of tables learns from", maximumCategories, _ => { }),
        };
    }

    public void Read() => _read(this);

    public TableProfileColumn ToColumn(long rows, bool isLongEnough)
    {
        string? leftOut = _unusable
            ?? (_isText && _texts.Count > _maximumCategories ? $"more than {_maximumCategories} different texts: an identifier, or words"
            : _kind == TableProfile.Number && isLongEnough && _missing == 0 && _isWhole && _isRising ? "whole numbers that only rise: an identifier"
            : rows > 0 && (_isText ? _texts.Count + (_missing > 0 ? 1 : 0) <= 1 : _kind == TableProfile.Number && _isConstant && (_missing == 0 || _missing == rows)) ? "the same in every row" : null);
        return new(_name, _kind, _texts.Count, _missing, leftOut);
    }

    private void AddNumber(double value)
    {
        if (double.IsNaN(value))
        {
            _missing++;
            return;
        }
        if (double.IsNaN(_first))
            _first = value;
        _isConstant &= value == _first;
        _isWhole &= value == Math.Floor(value);
        _isRising &= value > _last;
        _last = value;
    }

    private void AddText(ReadOnlyMemory<char> value)
    {
        if (value.IsEmpty)
            _missing++;
        else if (_texts.Count <= _maximumCategories)
            _texts.Add(value.ToString());
    }
}
