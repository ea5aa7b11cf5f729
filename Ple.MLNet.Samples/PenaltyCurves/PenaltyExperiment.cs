using Microsoft.ML;
using Ple.MLNet.Samples.OwnModel;
using static TorchSharp.torch;

namespace Ple.MLNet.Samples.PenaltyCurves;

/// <summary>
/// Trains hypernetworks by likelihood alone (λ = 0) and measures the penalty |H(X) - H(Y)|² / P, Y drawn with the weights H(X), on training and on validation batches: does it
/// grow where it is not asked to stay small? Batches are new ones of the same points in each epoch, or always the same, which a network may learn by heart.
/// </summary>
internal static class PenaltyExperiment
{
    private const int BatchSize = 32;
    private const int TrainingBatches = 32, ValidationBatches = 32;
    private const double LearningRate = 1e-3;

    public static IEnumerable<PenaltyCurve> Run(int seed, int epochs, CancellationToken cancellation)
    {
        foreach (bool isFixed in (bool[])[false, true])
        {
            foreach (bool isInvariant in (bool[])[true, false])
            {
                foreach (PenaltyCurve curve in Run(isInvariant, isFixed, seed, epochs, cancellation))
                    yield return curve;
            }
        }
    }

    private static List<PenaltyCurve> Run(bool isInvariant, bool isFixed, int seed, int epochs, CancellationToken cancellation)
    {
        string name = $"{(isInvariant ? "invariant" : "naive")}{(isFixed ? " (fixed batches)" : "")}";
        using var scope = NewDisposeScope();
        manual_seed(seed);
        using var generator = new Generator((ulong)seed);
        using var network = new BatchNetwork(isInvariant, BatchSize);
        Tensor training = Points(TrainingBatches * BatchSize, seed), validation = Points(ValidationBatches * BatchSize, seed + 1000);
        using var optimizer = optim.Adam(network.parameters(), LearningRate);
        var random = new Random(seed);
        var curves = new List<PenaltyCurve>();
        for (int epoch = 0; ; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            (double trainingLoss, double trainingPenalty) = Measure(network, training, generator);
            (double validationLoss, double validationPenalty) = Measure(network, validation, generator);
            curves.Add(new(name, seed, epoch, trainingLoss, validationLoss, trainingPenalty, validationPenalty));
            if (epoch == epochs)
                return curves;
            long[] order = [.. Enumerable.Range(0, TrainingBatches * BatchSize).Select(i => (long)i)];
            if (!isFixed)
                random.Shuffle(order);
            foreach (long[] rows in order.Chunk(BatchSize))
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                Tensor batch = training.index_select(0, tensor(rows));
                MixtureWeights.NegativeLogLikelihood(network.call(batch), batch).backward();
                optimizer.step();
            }
        }
    }

    private static (double Loss, double Penalty) Measure(BatchNetwork network, Tensor points, Generator generator)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        double loss = 0, penalty = 0;
        Tensor[] batches = points.split(BatchSize);
        foreach (Tensor batch in batches)
        {
            Tensor weights = network.call(batch);
            Tensor moved = weights - network.call(MixtureWeights.Sample(weights, BatchSize, generator));
            loss += MixtureWeights.NegativeLogLikelihood(weights, batch).item<float>() / batches.Length;
            penalty += (moved * moved).mean().item<float>() / batches.Length;
        }
        return (loss, penalty);
    }

    private static Tensor Points(int count, int seed)
        => tensor([.. TwoMoons.Read(TwoMoons.Make(new MLContext(), count, seed)).SelectMany(point => point)], [count, MixtureWeights.Dimension]);
}
