using System.Globalization;
using System.Net;
using System.Text;

namespace Ple.MLNet.Reports;

/// <summary>One self-contained page: texts, tables, curves, bars and pictures, drawn in the page itself. It asks for nothing from elsewhere and runs no script.</summary>
/// <param name="title">Of the page.</param>
internal sealed class HtmlPage(string title)
{
    private const int Width = 440, Height = 240, Left = 62, Right = 12, Top = 12, Bottom = 34, Ticks = 4;

    private const string Style = "body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color:#222}table{border-collapse:collapse;margin:1em 0;display:block;overflow-x:auto}" +
        "th,td{padding:.25em .8em;border-bottom:1px solid #ddd;text-align:right}th:first-child,td:first-child{text-align:left}figure{display:inline-block;margin:.5em 0}" +
        "figcaption{font-weight:600}svg text{font:11px system-ui,sans-serif;fill:#555}";

    private static readonly string[] _colors = ["#1f77b4", "#d95f02", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#17becf"];

    private readonly StringBuilder _body = new();

    /// <summary>A paragraph.</summary>
    public void AddText(string text) => _body.Append(CultureInfo.InvariantCulture, $"<p>{Safe(text)}</p>\n");

    /// <param name="header">Of the columns.</param>
    /// <param name="rows">With as many cells each.</param>
    public void AddTable(IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<table><tr>{Cells("th", header)}</tr>\n");
        foreach (IEnumerable<string> row in rows)
            _body.Append(CultureInfo.InvariantCulture, $"<tr>{Cells("td", row)}</tr>\n");
        _body.Append("</table>\n");
    }

    /// <summary>Curves over whole numbers from 0, with a legend where there is more than one.</summary>
    /// <param name="caption">Above it.</param>
    /// <param name="across">What the numbers from 0 are.</param>
    /// <param name="curves">Names and values; null or not finite where a value is not available.</param>
    public void AddCurves(string caption, string across, IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> curves)
    {
        double[] known = [.. curves.SelectMany(c => c.Values).Where(v => v is { } value && double.IsFinite(value)).Select(v => v!.Value)];
        if (known.Length == 0)
            return;
        (double low, double high) = (known.Min(), known.Max());
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high)))
            (low, high) = (low - 0.5, high + 0.5);
        int last = Math.Max(1, curves.Max(c => c.Values.Count) - 1);
        double X(double at) => Left + at / last * (Width - Left - Right);
        double Y(double value) => Top + (high - value) / (high - low) * (Height - Top - Bottom);

        _body.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Safe(caption)}</figcaption><svg role=\"img\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\">\n");
        for (int tick = 0; tick <= Ticks; tick++)
        {
            double value = low + tick * (high - low) / Ticks;
            _body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\" stroke=\"#e5e5e5\"/>" +
                $"<text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value:g4}</text>\n");
        }
        int step = (last + 9) / 10;
        for (int at = 0; at <= last; at += step)
            _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(at):0.#}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{at}</text>\n");
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 3}\" text-anchor=\"middle\">{Safe(across)}</text>\n");
        foreach ((int index, (string name, IReadOnlyList<double?> values)) in curves.Index())
        {
            string color = _colors[index % _colors.Length];
            string points = string.Join(' ', values.Index().Where(v => v.Item is { } value && double.IsFinite(value))
                .Select(v => string.Create(CultureInfo.InvariantCulture, $"{X(v.Index):0.#},{Y(v.Item!.Value):0.#}")));
            _body.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>\n");
            if (curves.Count > 1)
                _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 8}\" y=\"{Top + 12 + 14 * index}\" style=\"fill:{color};font-weight:600\">{Safe(name)}</text>\n");
        }
        _body.Append("</svg></figure>\n");
    }

    /// <summary>A heading inside the page.</summary>
    public void AddHeading(string text) => _body.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(text)}</h2>\n");

    /// <summary>Bars from 0 side by side, groups below each other, each with its interval where it has one.</summary>
    /// <param name="caption">Above it.</param>
    /// <param name="series">Names of the bars of a group.</param>
    /// <param name="groups">Names and bars, as many as the series; null or not finite where a value is not available.</param>
    public void AddBars(string caption, IReadOnlyList<string> series, IReadOnlyList<(string Name, IReadOnlyList<Bar?> Bars)> groups)
    {
        Bar[] known = [.. groups.SelectMany(g => g.Bars).OfType<Bar>().Where(b => double.IsFinite(b.Value))];
        if (known.Length == 0)
            return;
        double high = known.Max(b => Math.Max(b.Value, b.Upper ?? 0)), low = Math.Min(0, known.Min(b => Math.Min(b.Value, b.Lower ?? 0)));
        if (high - low < 1e-300)
            high = low + 1;
        const int BarHeight = 12, Gap = 8, NameWidth = 130, ValueWidth = 64, Full = 2 * Width;
        int groupHeight = series.Count * BarHeight + Gap, height = groups.Count * groupHeight + Gap + (series.Count > 1 ? 16 * series.Count : 0);
        double X(double value) => NameWidth + (value - low) / (high - low) * (Full - NameWidth - ValueWidth);
        _body.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Safe(caption)}</figcaption><svg role=\"img\" width=\"{Full}\" height=\"{height}\" viewBox=\"0 0 {Full} {height}\">\n");
        foreach ((int index, (string name, IReadOnlyList<Bar?> bars)) in groups.Index())
        {
            int top = Gap + index * groupHeight;
            _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{NameWidth - 8}\" y=\"{top + series.Count * BarHeight / 2 + 4}\" text-anchor=\"end\">{Safe(name.Length > 20 ? name[..19] + "…" : name)}</text>\n");
            foreach ((int at, Bar? bar) in bars.Index())
            {
                if (bar is not { } drawn || !double.IsFinite(drawn.Value))
                    continue;
                double y = top + at * BarHeight, from = X(Math.Min(0, drawn.Value)), to = X(Math.Max(0, drawn.Value)), end = X(Math.Max(drawn.Value, drawn.Upper ?? 0));
                _body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from:0.#}\" y=\"{y + 1:0.#}\" width=\"{to - from:0.#}\" height=\"{BarHeight - 2}\" fill=\"{_colors[at % _colors.Length]}\"/>" +
                    $"<text x=\"{end + 4:0.#}\" y=\"{y + BarHeight - 2:0.#}\">{drawn.Value:g3}</text>\n");
                if (drawn is { Lower: { } lower, Upper: { } upper })
                    _body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(lower):0.#}\" x2=\"{X(upper):0.#}\" y1=\"{y + BarHeight / 2}\" y2=\"{y + BarHeight / 2}\" stroke=\"#222\" stroke-width=\"1.5\"/>\n");
            }
        }
        if (series.Count > 1)
        {
            foreach ((int at, string name) in series.Index())
                _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{NameWidth}\" y=\"{groups.Count * groupHeight + Gap + 14 * (at + 1)}\" style=\"fill:{_colors[at % _colors.Length]};font-weight:600\">{Safe(name)}</text>\n");
        }
        _body.Append("</svg></figure>\n");
    }

    /// <summary>A picture with a caption, in the page itself.</summary>
    /// <param name="caption">Above it.</param>
    /// <param name="png">A PNG file.</param>
    /// <param name="width">On the page, in pixels.</param>
    public void AddPicture(string caption, ReadOnlySpan<byte> png, int width)
        => _body.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Safe(caption)}</figcaption><img alt=\"{Safe(caption)}\" width=\"{width}\" style=\"image-rendering:pixelated\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\"></figure>\n");

    /// <summary>The whole page.</summary>
    public override string ToString() => $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Safe(title)}</title>" +
        $"<style>{Style}</style></head>\n<body><h1>{Safe(title)}</h1>\n{_body}</body></html>\n";

    private static string Cells(string tag, IEnumerable<string> cells) => string.Concat(cells.Select(cell => $"<{tag}>{Safe(cell)}</{tag}>"));

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
