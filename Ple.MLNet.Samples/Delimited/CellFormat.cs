using System.Globalization;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>How a column writes its numbers: with a decimal point, with a decimal comma, or as dates.</summary>
internal abstract record CellFormat
{
    private static readonly string[] _dates =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy/MM/dd", "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss",
        "dd.MM.yyyy", "dd.MM.yyyy HH:mm", "dd.MM.yyyy HH:mm:ss", "dd/MM/yyyy", "dd/MM/yyyy HH:mm", "MM/dd/yyyy", "MM/dd/yyyy HH:mm", "d.M.yyyy", "d/M/yyyy", "M/d/yyyy", "dd-MM-yyyy", "yyyyMMddTHHmmss",
    ];

    public static CellFormat Point { get; } = new NumberFormat(CultureInfo.InvariantCulture, NumberStyles.Float);

    /// <summary>No point beside the comma: "1.234,5" is left to the user.</summary>
    private static CellFormat Comma { get; } = new NumberFormat(new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u00a0" } }, NumberStyles.Float);

    /// <summary>The first format that reads all cells; null where they are text.</summary>
    public static CellFormat? Of(IReadOnlyCollection<string> cells)
    {
        if (cells.All(c => Point.Read(c) is not null))
            return Point;
        if (cells.All(c => Comma.Read(c) is not null))
            return Comma;
        string? date = Array.Find(_dates, format => cells.All(c => new DateFormat(format).Read(c) is not null));
        return date is null || cells.Count == 0 ? null : new DateFormat(date);
    }

    /// <summary>Null of a cell that is no such number.</summary>
    public abstract double? Read(string cell);

    public abstract string Write(double number);

    private sealed record NumberFormat(CultureInfo Culture, NumberStyles Styles) : CellFormat
    {
        public override double? Read(string cell) => double.TryParse(cell, Styles, Culture, out double value) && double.IsFinite(value) ? value : null;

        public override string Write(double number) => number.ToString(Culture);
    }

    /// <summary>Days since 1970, with the time of the day as their fraction.</summary>
    internal sealed record DateFormat(string Format) : CellFormat
    {
        public override double? Read(string cell)
            => DateTime.TryParseExact(cell, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) ? (date - DateTime.UnixEpoch).TotalDays : null;

        /// <summary>To the second, within the calendar.</summary>
        public override string Write(double number) => Date(number).ToString(Format, CultureInfo.InvariantCulture);

        public static DateTime Date(double days)
            => DateTime.UnixEpoch.AddSeconds(Math.Clamp(Math.Round(days * 86_400), (DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds, (DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds - 1));

        public bool HasTime => Format.Contains('H', StringComparison.Ordinal);
    }
}
