using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Mixed values of an encoded table: Gaussian normal scores, each with a learnt deviation between e^-3 and e, then one-hot blocks of
/// categories. A score counts only in rows where its presence slot is 1.
/// </summary>
internal sealed class TableOutput : OutputDistribution
{
    public const double LowestLogSigma = -3, HighestLogSigma = 1;

    private static readonly Scalar _lowest = Lasting.Number(LowestLogSigma), _highest = Lasting.Number(HighestLogSigma), _noLogit = Lasting.Number(-1e9);

    private readonly Parameter? logSigma;
    private readonly Tensor? presenceSlots; // of each score; the last index is a slot that is always 1
    private readonly CategoryBlocks? blocks;
    private readonly int _scores;

    /// <param name="presence">For each score the slot of the row that is 1 where it counts; -1 where it always does.</param>
    /// <param name="widths">Categories of each block.</param>
    public TableOutput(int[] presence, int[] widths) : base(nameof(TableOutput))
    {
        using var scope = NewDisposeScope();
        (Presence, Widths, _scores) = (presence, widths, presence.Length);
        ParameterCount = _scores + widths.Sum();
        if (_scores > 0)
        {
            logSigma = nn.Parameter(zeros(_scores));
            logSigma.DetachFromDisposeScope();
            presenceSlots = tensor(Array.ConvertAll(presence, slot => slot < 0 ? (long)ParameterCount : slot)).DetachFromDisposeScope();
        }
        if (widths.Length > 0)
            blocks = new(widths);
        RegisterComponents();
    }

    /// <summary>For each score the slot of the row that is 1 where it counts; -1 where it always does.</summary>
    public IReadOnlyList<int> Presence { get; }

    /// <summary>Categories of each block.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Of each score, before they are bounded by <see cref="LowestLogSigma"/> and <see cref="HighestLogSigma"/>; null without scores.</summary>
    public Parameter? LogSigmas => logSigma;

    public override int ParameterCount { get; }

    public override bool DrawsAreReparameterized => blocks is null;

    public override Tensor NegativeLogLikelihood(Tensor parameters, Tensor values)
    {
        Tensor total = zeros(values.shape[0], values.dtype, values.device);
        if (_scores > 0)
        {
            Tensor logs = LogSigma;
            Tensor standardized = (values.narrow(1, 0, _scores) - parameters.narrow(1, 0, _scores)) * logs.neg().exp();
            Tensor present = cat([values, ones(values.shape[0], 1, values.dtype, values.device)], 1).index_select(1, presenceSlots!);
            total = total.Plus((present * standardized.Squared().Plus(Lasting.LogTwoPi).mul(Lasting.Half).Plus(logs)).sum([1]));
        }
        if (blocks is not null)
        {
            Tensor logits = Categories(parameters);
            total = total.Plus(blocks.Padded(logits, _noLogit).logsumexp(2).sum([1])) - (logits * Categories(values)).sum([1]);
        }
        return total;
    }

    public override Tensor Mean(Tensor parameters) => Join(parameters.narrow(1, 0, _scores), categories => categories.Padded(Categories(parameters), _noLogit));

    public override Tensor Draw(Tensor parameters, INoise noise)
    {
        Tensor uniform = noise.Uniform(ParameterCount);
        Tensor scores = parameters.narrow(1, 0, _scores);
        if (_scores > 0)
            scores = scores.Plus(uniform.narrow(1, 0, _scores).NormalQuantile() * LogSigma.exp());
        // The largest of logit + Gumbel noise is a draw of the category.
        return Join(scores, categories => categories.Padded(Categories(parameters) - Categories(uniform.log().neg_().log_()), _noLogit));
    }

    private Tensor LogSigma => logSigma!.clamp(_lowest, _highest);

    /// <summary>The slots behind the scores.</summary>
    private Tensor Categories(Tensor row) => row.narrow(1, _scores, ParameterCount - _scores);

    /// <summary>Scores, and one-hot the largest of each block.</summary>
    private Tensor Join(Tensor scores, Func<CategoryBlocks, Tensor> blockScores)
        => blocks is null ? scores : cat([scores, blocks.Largest(blockScores(blocks))], 1);
}
