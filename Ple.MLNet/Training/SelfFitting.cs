using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>The fit of a model that needs no gradient: nothing of the trainer's steps has a part in it.</summary>
internal sealed class SelfFitting(IHost host, GenerativeTrainerOptions options, int seed)
{
    /// <param name="model">Fresh, and an <see cref="ISelfFittingModel"/>.</param>
    /// <param name="rows">All training rows [n, d], on the CPU.</param>
    /// <exception cref="InvalidOperationException">The options ask for what needs a gradient.</exception>
    public TrainingSummary Run(GenerativeModel model, Tensor rows)
    {
        if (options.Method == EstimationMethod.Hypernetwork)
            Refuse(model, $"{nameof(options.Method)} = {nameof(EstimationMethod)}.{nameof(EstimationMethod.Hypernetwork)}");
        if (options.Correction.Kind == CorrectionKind.Weight)
            Refuse(model, $"{nameof(options.Correction)}.{nameof(CorrectionOptions.Kind)} = {nameof(CorrectionKind)}.{nameof(CorrectionKind.Weight)}");
        if (options.Checkpoint is not null)
            Refuse(model, nameof(options.Checkpoint));
        using var noGrad = no_grad();
        using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.TrainingNoise));
        (Tensor values, Tensor? condition) = model.Layout.Split(rows);
        ((ISelfFittingModel)model).Fit(values, condition, Seeds.Derive(seed, SeedPurpose.InitialWeights), options.CancellationToken);
        model.eval();
        double? loss = model is ILikelihoodModel likelihood
            ? -likelihood.LogLikelihoodBound(values, condition, GeneratorNoise.Of(noise, rows)).mean().Number()
            : null;
        return new(rows.shape[0], loss, steps: 0, penalty: null, hypernetworkSpread: null, correctionWeight: null, correctionLikelihoodChange: null)
        {
            TorchVersion = TorchRuntime.Version,
            CpuCapability = TorchRuntime.CpuCapability,
        };
    }

    private void Refuse(GenerativeModel model, string option)
        => throw host.Except($"A {model.GetName()} fits itself, without the steps by gradients that {option} is for: leave that option as it is by default, or choose another model.");
}
