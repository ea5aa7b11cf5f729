using Ple.MLNet.Models;

namespace Ple.MLNet.Generation;

/// <summary>What a file holds of a generator.</summary>
internal sealed record SavedGenerator(RowCodec Codec, FittedModel Fitted, OutputKind Output, int Seed, TrainingSummary Summary);
