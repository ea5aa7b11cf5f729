using System.Xml.Linq;
using Ple.MLNet.Reports;

namespace Ple.MLNet.Tests.Reports;

[TestClass]
public class HtmlPageTests
{
    /// <summary>The page is well formed, asks for nothing from elsewhere, and shows texts as texts.</summary>
    [TestMethod]
    public void APageIsWholeAndSafe()
    {
        var page = new HtmlPage("Rounds of <b>");
        page.AddText("a < b & c");
        page.AddTable(["name", "value"], [["<script>", "1"], ["two", "2"]]);
        page.AddCurves("fid", "generation", [("mle", [1, 2, null, 4]), ("ple", [1, double.NaN, 1.5])]);
        page.AddCurves("nothing", "generation", [("mle", [null])]);
        page.AddCurves("flat", "generation", [("mle", [3, 3])]);
        string text = page.ToString();
        Assert.DoesNotContain("<script", text);
        Assert.DoesNotContain("http", text);
        StringAssert.Contains(text, "a &lt; b &amp; c");
        XElement body = XElement.Parse(text[text.IndexOf("<body>", StringComparison.Ordinal)..text.IndexOf("</html>", StringComparison.Ordinal)]);
        Assert.HasCount(2, body.Elements("figure"));
        XElement first = body.Elements("figure").First().Element("svg")!;
        XElement[] lines = [.. first.Elements("polyline")];
        Assert.HasCount(2, lines);
        Assert.HasCount(3, lines[0].Attribute("points")!.Value.Split(' ')); // what is not available is left out
        Assert.HasCount(2, lines[1].Attribute("points")!.Value.Split(' '));
        string[] ends = lines[0].Attribute("points")!.Value.Split(' ')[^1].Split(',');
        CollectionAssert.AreEqual(new[] { "428", "12" }, ends); // the last at the right, the highest at the top
        Assert.HasCount(3, body.Element("table")!.Elements("tr"));
    }

    [TestMethod]
    public void BarsKeepTheirScaleAndIntervals()
    {
        var page = new HtmlPage("Bars");
        page.AddHeading("Classes <1>");
        page.AddBars("share", ["real", "generated"], [("a & b", [new(2), new(4, 3, 5)]), ("c", [null, new(double.NaN)])]);
        page.AddBars("nothing", ["real"], [("a", [null])]);
        page.AddPicture("two \"sheets\"", [1, 2, 3], 20);
        string text = page.ToString();
        XElement body = XElement.Parse(text[text.IndexOf("<body>", StringComparison.Ordinal)..text.IndexOf("</html>", StringComparison.Ordinal)].Replace("\"></figure>", "\"/></figure>"));
        Assert.HasCount(2, body.Elements("figure")); // no bars, no figure
        XElement[] bars = [.. body.Descendants("rect")];
        Assert.HasCount(2, bars);
        double[] widths = [.. bars.Select(b => (double)b.Attribute("width")!)];
        Assert.AreEqual(2 * widths[0], widths[1], 0.2);
        XElement interval = body.Descendants("line").Single();
        Assert.AreEqual(widths[0], (double)interval.Attribute("x2")! - (double)interval.Attribute("x1")!, 0.2); // from 3 to 5 as long as the bar of 2
        StringAssert.Contains((string)body.Descendants("img").Single().Attribute("src")!, "data:image/png;base64,AQID");
    }
}
