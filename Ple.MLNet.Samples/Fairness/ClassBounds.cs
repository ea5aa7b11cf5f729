using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Mean bound on the log-likelihood (ELBO) of the held-out images of each class, in nats for each image.</summary>
internal sealed record ClassBounds(double Majority, double Minority)
{
    public static ClassBounds Of(PleGenerativeTransformer generator, ImbalancedTask task, MLContext mlContext)
    {
        double Bound(byte label) =>
            generator.AverageLogLikelihoodBound(task.HeldOut.Select(task.HeldOut.Positions(label)).ToDataView(mlContext));
        return new(Bound(task.Majority), Bound(task.Minority));
    }

    /// <summary>The mean over images of which the given share is of the minority class.</summary>
    public double At(double minorityShare) => (1 - minorityShare) * Majority + minorityShare * Minority;
}
