using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A generator and its critic, trained against each other by the hinge loss (Lim and Ye 2017, arXiv 1705.02894). θ is the generator's; the critic is a companion with an Adam of its own. See <see cref="GanOptions"/>.
/// </summary>
internal sealed class GenerativeAdversarialNetwork : GenerativeModel, ICompanionModel, IWatchedModel
{
    /// <summary>Of the largest images within, of the rows that statistics are measured on at a time.</summary>
    private const int MostNumbers = 1 << 26;

    private const double MostAccuracy = 0.98, LeastSpread = 0.5;

    private readonly GanGenerator generator;
    private readonly GanCritic critic;
    private readonly GanOptions _options;
    private readonly GanShape _shape;
    private CriticTraining? _training; // made when the critic is where it will stay

    /// <param name="layout">What the rows are.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="options">Critic's steps and rate, penalty, cut.</param>
    /// <param name="seed">Of the initial weights.</param>
    public GenerativeAdversarialNetwork(RowLayout layout, GanShape shape, GanOptions options, long seed) : base(nameof(GenerativeAdversarialNetwork), layout)
    {
        (_options, _shape) = (options, shape);
        using var scope = NewDisposeScope();
        using Generator random = Reproducible.Generator(seed);
        generator = new(shape, layout.ConditionSize, random);
        critic = new(shape, layout.ConditionSize, random);
        RegisterComponents();
    }

    public override nn.Module Weights => generator;

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise)
    {
        Tensor made = Made(noise.Normal(_shape.LatentSize), condition);
        CriticFollowsGradients(false); // its own would be thrown away
        Tensor loss = critic.call(made, condition).neg();
        CriticFollowsGradients(true);
        return _options.OrthogonalPenalty == 0 ? loss : loss.Plus(NotOrthogonal().Times(_options.OrthogonalPenalty));
    }

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
    {
        Tensor made = Made(_options.Truncation is { } cut ? Truncated(noise, cut) : noise.Normal(_shape.LatentSize), condition);
        return Layout.IsFromZeroToOne ? made.Plus(Lasting.One).mul(Lasting.Half) : made;
    }

    internal override int StatisticsRows => Math.Clamp(MostNumbers / (_shape.Channels[^2] * _shape.Images.Height * _shape.Images.Width), 64, 8192);

    internal override void RunForStatistics(Tensor values, Tensor? condition, INoise noise) => _ = Made(noise.Normal(_shape.LatentSize), condition);

    public override bool SamplesAreDifferentiable(OutputKind output) => true;

    public IReadOnlyDictionary<string, Tensor> CompanionState => Training.State;

    private CriticTraining Training => _training ??= new(critic);

    public void StepCompanion(Tensor values, Tensor? condition, INoise noise, double share)
    {
        CriticTraining criticTraining = Training;
        Tensor real = Scaled(values);
        for (int step = 0; step < _options.CriticSteps; step++)
        {
            Tensor made;
            using (no_grad())
                made = Made(noise.Normal(_shape.LatentSize), condition);
            // Real and made rows in one pass: one power iteration, and batches are not told apart by it.
            Tensor judged = critic.call(cat([real, made]), condition is null ? null : cat([condition, condition]));
            Tensor ofReal = judged.narrow(0, 0, real.shape[0]), ofMade = judged.narrow(0, real.shape[0], real.shape[0]);
            criticTraining.Step(ofReal.neg().Plus(Lasting.One).relu().mean().Plus(ofMade.Plus(Lasting.One).relu().mean()), share * _options.CriticLearningRate);
        }
    }

    public IEnumerable<(string Text, bool IsWarning)> Look(Tensor values, Tensor? condition, INoise noise)
    {
        bool trains = training;
        eval();
        Tensor real = Scaled(values), made = Made(noise.Normal(_shape.LatentSize), condition);
        Tensor right = cat([critic.call(real, condition).gt(Lasting.Zero), critic.call(made, condition).lt(Lasting.Zero)]);
        double accuracy = right.to(ScalarType.Float64).mean().Number();
        double spread = Spread(made) / Spread(real);
        train(trains);
        bool wins = accuracy > MostAccuracy, collapses = !(spread > LeastSpread);
        yield return ($"The critic tells {accuracy:p0} of real and made rows rightly" + (wins ? ": the generator no longer follows it, and learns little from it. Lower CriticSteps or CriticLearningRate, or stop earlier." : "."), wins);
        yield return ($"Made rows spread {spread:0.00} times as much as real ones" + (collapses ? ": the generator makes nearly the same rows again and again. Lower the learning rate, or stop earlier." : "."), collapses);

        static double Spread(Tensor rows) => rows.std(0, unbiased: true).mean().Number();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _training?.Dispose();
        base.Dispose(disposing);
    }

    private void CriticFollowsGradients(bool follows)
    {
        foreach (Parameter parameter in critic.parameters())
            parameter.requires_grad_(follows);
    }

    /// <summary>From 0 to 1 to from -1 to 1; standardized values stay.</summary>
    private Tensor Scaled(Tensor values) => Layout.IsFromZeroToOne ? values.mul(Lasting.Two).Plus(Lasting.MinusOne) : values;

    /// <summary>From -1 to 1, or standardized.</summary>
    private Tensor Made(Tensor latent, Tensor? condition)
    {
        Tensor made = generator.call(latent, condition);
        return Layout.IsFromZeroToOne ? made.tanh() : made;
    }

    /// <summary>Normal numbers given that they are no larger, by their quantiles.</summary>
    private Tensor Truncated(INoise noise, double cut)
    {
        double below = MathNet.Numerics.Distributions.Normal.CDF(0, 1, -cut);
        using Scalar width = Lasting.Number(1 - 2 * below), first = Lasting.Number(below);
        return noise.Uniform(_shape.LatentSize).mul(width).Plus(first).NormalQuantile();
    }

    /// <summary>Sum of squared products of different rows of each of the generator's weights.</summary>
    private Tensor NotOrthogonal()
    {
        Tensor sum = zeros(1, device: generator.parameters().First().device);
        foreach (SpectralWeight weight in generator.modules().OfType<SpectralWeight>())
        {
            Tensor rows = weight.Raw.flatten(1), products = rows.matmul(rows.t());
            sum = sum.Plus((products - products.diagonal().diag()).Squared().sum());
        }
        return sum;
    }
}
