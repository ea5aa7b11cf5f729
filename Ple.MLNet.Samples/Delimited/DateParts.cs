namespace Ple.MLNet.Samples.Delimited;

/// <summary>Parts of a date that a classifier learns from beside it.</summary>
internal static class DateParts
{
    /// <summary>Month, day of the month and of the week, and the hour where the file has one.</summary>
    public static IEnumerable<DelimitedColumn> Of(DelimitedColumn column)
    {
        if (column.Format is not CellFormat.DateFormat format)
            yield break;
        yield return Part("month", date => date.Month);
        yield return Part("day", date => date.Day);
        yield return Part("weekday", date => (int)date.DayOfWeek);
        if (format.HasTime)
            yield return Part("hour", date => date.Hour);

        DelimitedColumn Part(string name, Func<DateTime, double> part)
            => new($"{column.Name} ({name})", [.. column.Numbers!.Select(n => double.IsNaN(n) ? double.NaN : part(CellFormat.DateFormat.Date(n)))]);
    }
}
