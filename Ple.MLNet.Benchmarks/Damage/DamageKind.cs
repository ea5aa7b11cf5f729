namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>What is done to a copy of a model file.</summary>
internal enum DamageKind
{
    /// <summary>Bits of the zip file turned, wherever they lie.</summary>
    FlippedInFile,

    /// <summary>Bits turned in what the library wrote; the hash is left as it was.</summary>
    FlippedInPayload,

    /// <summary>The file, or the transformer's entry in it, ends early.</summary>
    Cut,

    /// <summary>Numbers and names in ML.NET's own entries (headers, loader names, training schema).</summary>
    ForgedEntry,

    /// <summary>The payload or a whole entry of another kind of model.</summary>
    Swapped,

    /// <summary>Numbers and texts in what the library wrote, with the hash made anew.</summary>
    EditedPayload,

    /// <summary>The payload made longer or shorter by up to a megabyte, with the hash made anew.</summary>
    ResizedPayload,
}
