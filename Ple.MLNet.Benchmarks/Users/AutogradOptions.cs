using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>The default model of tables, wrapped: the trainer knows no fused way for it.</summary>
public sealed class AutogradOptions : GenerativeModelOptions
{
    public static void Register() => PleKinds.Register("benchmarks.autograd", () => new AutogradOptions());

    public override GenerativeModel Create(RowLayout layout, long seed) => new Wrapped((VariationalAutoencoder)GenerativeTrainerOptions.DefaultOfTables.Create(layout, seed));

    private sealed class Wrapped : GenerativeModel, ILikelihoodModel, ILatentModel
    {
        private readonly VariationalAutoencoder inner;

        public Wrapped(VariationalAutoencoder inner) : base(nameof(Wrapped), inner.Layout)
        {
            this.inner = inner;
            RegisterComponents();
        }

        public int LatentSize => inner.LatentSize;

        public override Tensor Loss(Tensor values, Tensor? condition, INoise noise) => inner.Loss(values, condition, noise);

        public Tensor LogLikelihoodBound(Tensor values, Tensor? condition, INoise noise) => inner.LogLikelihoodBound(values, condition, noise);

        public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output) => inner.Sample(condition, noise, output);

        public Tensor SampleGiven(Tensor latent, Tensor? condition, INoise noise, OutputKind output) => inner.SampleGiven(latent, condition, noise, output);

        public (Tensor Mean, Tensor StandardDeviation) Posterior(Tensor values, Tensor? condition) => inner.Posterior(values, condition);
    }
}
