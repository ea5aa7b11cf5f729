namespace Ple.MLNet.Interop;

/// <summary>What a seed is derived for. The numbers are part of what a user's seed means: a new purpose takes a new number.</summary>
internal enum SeedPurpose
{
    InitialWeights = 1,
    InitialHypernetwork = 2,
    TrainingNoise = 3,
    BatchOrder = 4,
    ValidationSplit = 5,
    ValidationNoise = 6,
    CorrectionNoise = 7,
    CorrectionOrder = 8,
    CorrectionRows = 9,
    CompletionNoise = 10,
    LatentMixture = 11,
    TableEncoding = 12,
    NumberSample = 13,
    RowSample = 14,
    ClassOfRow = 15,
    AddedRows = 16,
    ClassifierRows = 17,
    ColumnPairs = 18,
    KernelSubsets = 19,
    MajorityResamples = 20,
    MinorityResamples = 21,
    LikelihoodNoise = 22,
    ClassifierWeights = 23,
    ClassifierOrder = 24,
    FlowOfLatent = 25,
    GenerationRows = 26,
    ScoredRows = 27,
    ConsumedRows = 28,
}
