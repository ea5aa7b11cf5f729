using Ple.MLNet.Interop;
using static Ple.MLNet.Hypernetworks.Adam;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// Fused heads whose step on W is that of <see cref="FactoredMoment"/>. The gradient Σ_k G_k ⊗ A_k is taken as (Σ_k G_k) ⊗ A_0 + Σ_k G_k ⊗ (A_k - A_0): embeddings of
/// sets that are alike, and gradients of a penalty that cancel, would leave no digits in the mean squares otherwise.
/// </summary>
/// <param name="weight">W [P, h]; taken over.</param>
/// <param name="bias">b [P]; taken over.</param>
/// <param name="beta1">Of the bias's Adam.</param>
internal sealed unsafe class FactoredHead(Tensor weight, Tensor bias, double beta1 = Beta1) : FusedHead(new HeadMemory(weight, bias, HeadMoments.Factored))
{
    private Tensor? _u; // kept: pages of large memory that is new in each step cost more than what is computed in it

    public override Tensor Step(Tensor gradients, Tensor embeddings, double learningRate)
    {
        using var noGrad = no_grad();
        Tensor u = U(gradients.shape[0]);
        u.copy_(gradients);
        for (long k = 1; k < u.shape[0]; k++)
            u[0].AddInPlace(u[k]);
        return StepBy(u, embeddings, learningRate);
    }

    public override (Tensor Pulled, double Sum) StepWithPenalty(
        Tensor gradient, Tensor real, Tensor embeddings, PenaltyForm form, double factor, double learningRate)
    {
        using var noGrad = no_grad();
        long sets = embeddings.shape[0] - 1;
        Tensor u = U(sets + 1), synthetic = u.narrow(0, 1, sets);
        Predict(embeddings.narrow(0, 1, sets), synthetic);
        double sum = Penalty.ToGradients(form, factor, real, synthetic);
        u[0].copy_(gradient); // what the penalty adds to it by H(X) cancels in Σ_k G_k
        return (StepBy(u, embeddings, learningRate), sum);
    }

    public override void Dispose()
    {
        _u?.Dispose();
        base.Dispose();
    }

    private Tensor U(long count)
    {
        if (_u?.shape[0] != count)
        {
            _u?.Dispose();
            _u = empty(count, Memory.Rows).DetachFromDisposeScope();
        }
        return _u!;
    }

    /// <param name="u">Σ_k G_k, G_1, ..., [r, P]</param>
    /// <param name="embeddings">A, [r, h]</param>
    /// <param name="learningRate">Step size.</param>
    private Tensor StepBy(Tensor u, Tensor embeddings, double learningRate)
    {
        using var scope = NewDisposeScope();
        int count = (int)embeddings.shape[0], stride = Memory.Stride;
        Tensor d = Memory.Padded(embeddings);
        if (count > 1)
        {
            Tensor first = d.narrow(0, 0, 1);
            d = cat([first, d.narrow(0, 1, count - 1).add(first, Lasting.MinusOne)]);
        }
        Steps++;
        float correction = (float)(1 / (1 - Math.Pow(Beta2, Steps)));
        Tensor shaped = d.mul(ColumnScales(d, u.matmul(u.t()))), rowProducts = d.matmul(d.t()).Over(Memory.Width), pulled = zeros(Blocks, count, stride);
        var step = new FactoredKernels(Memory, u, d, shaped, rowProducts, (float)learningRate, correction);
        float rate = (float)(learningRate / (1 - Math.Pow(beta1, Steps))), varianceScale = MathF.Sqrt(correction);
        float* pull = pulled.Pointer();
        ForEachBlock((from, to, block) =>
        {
            step.Run(from, to, pull + (long)block * count * stride);
            HeadKernels.StepBias(Memory, from, to, step.U, beta1, rate, varianceScale);
        });
        Tensor byDifferences = pulled.sum([0]).narrow(1, 0, Memory.Width);
        if (count == 1)
            return byDifferences.MoveToOuterDisposeScope();
        Tensor byOthers = byDifferences.narrow(0, 1, count - 1);
        return cat([byDifferences.narrow(0, 0, 1).add(byOthers.sum([0], keepdim: true), Lasting.MinusOne), byOthers]).MoveToOuterDisposeScope();
    }

    /// <summary>Takes the gradient's mean squares over columns into account.</summary>
    /// <param name="d">[count, stride]</param>
    /// <param name="products">Of U, [count, count].</param>
    /// <returns>What each column's step is multiplied by, [stride]: 1 / sqrt of its mean square over that of all columns; 0 for a column without a gradient yet.</returns>
    private Tensor ColumnScales(Tensor d, Tensor products)
    {
        int count = (int)d.shape[0], stride = Memory.Stride;
        float* from = d.Pointer(), product = products.Pointer();
        Tensor scales = zeros(stride);
        float* scale = scales.Pointer();
        double mean = 0;
        for (int j = 0; j < stride; j++)
        {
            double square = 0;
            for (int k = 0; k < count; k++)
            {
                for (int l = 0; l < count; l++)
                    square += (double)product[k * count + l] * from[k * stride + j] * from[l * stride + j];
            }
            float* kept = Memory.ColumnSquares + j;
            *kept = (float)(Beta2 * *kept + (1 - Beta2) * Math.Max(0, square) / Memory.Rows);
            mean += *kept / (double)Memory.Width;
        }
        for (int j = 0; j < stride; j++)
            scale[j] = Memory.ColumnSquares[j] > 0 ? (float)Math.Sqrt(mean / Memory.ColumnSquares[j]) : 0;
        return scales;
    }
}
