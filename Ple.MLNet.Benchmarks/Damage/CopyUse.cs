using Microsoft.ML;
using Ple.MLNet.Distributions;
using Ple.MLNet.Fairness;
using Ple.MLNet.Generation;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>Uses a loaded model briefly, as its user would.</summary>
internal static class CopyUse
{
    private const int Rows = 5;

    public static void Use(ITransformer model, IDataView data)
    {
        using var owner = model as IDisposable;
        switch (model)
        {
            case PleGenerativeTransformer generator:
                Read(generator.Generate(Rows));
                if (generator.Classes.Count > 0)
                    Read(generator.Generate(Rows, generator.Classes[^1]));
                Read(new MLContext().Data.TakeRows(generator.Transform(data), Rows));
                break;
            case DensityTransformer density:
                Read(density.Generate(Rows));
                Read(new MLContext().Data.TakeRows(density.Transform(data), Rows));
                break;
            case FidTransformer scorer:
                scorer.Score(data);
                break;
            case ClassImbalanceFairnessTransformer fairness:
                fairness.Score(data);
                break;
            default:
                Read(new MLContext().Data.TakeRows(model.Transform(data), Rows));
                break;
        }
    }

    /// <summary>Every value that can be shown.</summary>
    private static void Read(IDataView rows) => rows.Preview(Rows);
}
