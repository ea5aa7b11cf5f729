using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Generation;

/// <summary>Generators of whole tables that train in a fraction of a second.</summary>
internal static class SmallTableGenerator
{
    public static GenerativeTrainerOptions Options(string? condition = MixedTable.Condition, EstimationMethod method = EstimationMethod.MaximumLikelihood, int steps = 60) => new()
    {
        ConditionColumnName = condition,
        Method = method,
        Model = new VaeOptions { HiddenSizes = [16, 16], LatentSize = 4, BatchNorm = false },
        Hypernetwork = new() { HiddenSizes = [8, 16] },
        Correction = new() { Kind = CorrectionKind.None },
        Sampling = new() { MixtureComponents = 2 },
        EarlyStopping = new() { EverySteps = 20 },
        Steps = steps,
        BatchSize = 16,
        Seed = 5,
    };

    public static PleGenerativeTransformer Fit(MLContext ml, IDataView table, GenerativeTrainerOptions? options = null)
        => ml.Ple.GenerativeTrainer(options ?? Options()).Fit(table);
}
