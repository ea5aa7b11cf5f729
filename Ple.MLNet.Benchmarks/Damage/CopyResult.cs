namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>How it ended.</summary>
internal enum CopyOutcome
{
    /// <summary>Refused by an exception with a message, while loading or in use.</summary>
    Refused,

    /// <summary>Loaded and used.</summary>
    Loaded,

    /// <summary>An exception that no check gave: a null reference, an index out of range, no memory.</summary>
    Fault,

    /// <summary>Took longer than allowed.</summary>
    Hang,

    /// <summary>The same, while ML.NET read the training schema, before anything of the library ran.</summary>
    HangInSchema,

    /// <summary>The process ended.</summary>
    Crash,
}

/// <summary>What became of a damaged copy.</summary>
/// <param name="Index">Which copy.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Milliseconds">For loading and use.</param>
/// <param name="Allocated">Bytes that .NET allocated meanwhile.</param>
/// <param name="Resident">Bytes by which the process grew meanwhile beyond what it had ever held.</param>
/// <param name="Violation">What must never be: empty, or in words.</param>
/// <param name="Message">Of the exception.</param>
internal sealed record CopyResult(int Index, CopyOutcome Outcome, long Milliseconds, long Allocated, long Resident, string Violation, string Message)
{
    public static CopyResult Ended(int index, CopyOutcome outcome, long milliseconds) => new(index, outcome, milliseconds, 0, 0, "", "");
}
