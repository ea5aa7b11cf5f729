namespace Ple.MLNet.Images;

/// <summary>Whether pixels are rounded to the 256 values of a file's bytes before a network sees them. Generators make values between; files cannot hold them.</summary>
public enum PixelRounding
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each image before it is resized: as if it had been saved as a PNG file and read again.</summary>
    BeforeResizing,

    /// <summary>After resizing: what tools give that resize to images of bytes.</summary>
    AfterResizing,
}
