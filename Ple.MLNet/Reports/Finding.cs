namespace Ple.MLNet.Reports;

/// <summary>What a report has found, for people and for programs.</summary>
public sealed class Finding
{
    internal Finding(FindingKind kind, string text, string subject = "") => (Kind, Text, Subject) = (kind, text, subject);

    /// <summary>Of which kind.</summary>
    public FindingKind Kind { get; }

    /// <summary>A sentence or two: what was found, beside what would be expected.</summary>
    public string Text { get; }

    /// <summary>The class or column that it is about; empty where it is about all rows.</summary>
    public string Subject { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
