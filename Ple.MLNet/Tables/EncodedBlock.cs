namespace Ple.MLNet.Tables;

/// <summary>What the slots of a block mean.</summary>
internal enum EncodedBlockKind
{
    /// <summary>Normal scores, each on its own.</summary>
    Gaussian,

    /// <summary>One-hot: one category.</summary>
    Softmax,
}

/// <summary>Consecutive slots of an encoded row. Blocks follow each other without a gap; the Gaussian block, if any, comes first.</summary>
internal readonly record struct EncodedBlock(EncodedBlockKind Kind, int Offset, int Width);
