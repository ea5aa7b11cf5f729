using System.Runtime.Intrinsics;
using static Ple.MLNet.Hypernetworks.Adam;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// The heads on the CPU in float32. W and Adam's two moments are read and written once in a step: the gradient of W is a sum of r outer
/// products, so each row's gradient is made in registers from G and A, and used at once. The result is exact Adam.
/// </summary>
internal sealed unsafe class FusedHead : WeightHead
{
    private const int Lanes = 16;

    /// <summary>Rows of W that are worked on together: few, so that reading ahead in W and in both moments is not broken off.</summary>
    private const int ChunkRows = 8;

    /// <summary>Writes dL/dθ of some weights, for each of them one number an embedding.</summary>
    private delegate void ChunkGradients(long firstRow, int rows, int block, float* gradients);

    private readonly long _rows; // P
    private readonly int _width; // h
    private readonly int _blocks = get_num_threads(); // once: sums are laid out by it
    private readonly int _stride; // h rounded up to whole vectors; the padding of W and A is zero and stays so
    private readonly Tensor _weight, _weightMean, _weightVariance, _bias, _biasMean, _biasVariance;
    private readonly float* _w, _wMean, _wVariance, _b, _bMean, _bVariance; // the same, as memory
    private long _steps;

    /// <param name="weight">W [P, h]; taken over: in a large model two copies are much of all memory.</param>
    /// <param name="bias">b [P]; taken over.</param>
    public FusedHead(Tensor weight, Tensor bias)
    {
        (_rows, _width) = (weight.shape[0], (int)weight.shape[1]);
        _stride = (_width + Lanes - 1) / Lanes * Lanes;
        _weight = Padded(weight).DetachFromDisposeScope();
        weight.Dispose();
        _weightMean = zeros(_rows, _stride).DetachFromDisposeScope();
        _weightVariance = zeros(_rows, _stride).DetachFromDisposeScope();
        _bias = bias.DetachFromDisposeScope();
        _biasMean = zeros(_rows).DetachFromDisposeScope();
        _biasVariance = zeros(_rows).DetachFromDisposeScope();
        _w = Pointer(_weight);
        _wMean = Pointer(_weightMean);
        _wVariance = Pointer(_weightVariance);
        _b = Pointer(_bias);
        _bMean = Pointer(_biasMean);
        _bVariance = Pointer(_biasVariance);
    }

    /// <summary>W [P, h].</summary>
    public override Tensor Weight => _weight.narrow(1, 0, _width);

    /// <summary>b [P].</summary>
    public override Tensor Bias => _bias;

    public override Tensor Forward(Tensor embeddings)
    {
        using var noGrad = no_grad();
        int count = (int)embeddings.shape[0];
        using Tensor padded = Padded(embeddings);
        Tensor weights = empty(count, _rows);
        float* a = Pointer(padded), theta = Pointer(weights);
        ForEachBlock((from, to, _) =>
        {
            for (long first = from; first < to; first += ChunkRows)
            {
                for (int k = 0; k < count; k++)
                    Predict(first, (int)Math.Min(ChunkRows, to - first), a + (long)k * _stride, theta + k * _rows + first);
            }
        });
        return weights;
    }

    public override Tensor Pull(Tensor gradients)
    {
        using var noGrad = no_grad();
        return gradients.matmul(Weight);
    }

    public override Tensor Step(Tensor gradients, Tensor embeddings, double learningRate)
    {
        using Tensor contiguous = gradients.contiguous();
        int count = (int)embeddings.shape[0];
        float* g = Pointer(contiguous);
        return StepRows(embeddings, learningRate, (first, rows, _, gradients) =>
        {
            for (int i = 0; i < rows; i++)
            {
                for (int k = 0; k < count; k++)
                    gradients[i * count + k] = g[k * _rows + first + i];
            }
        });
    }

    /// <summary>
    /// A step whose loss has the sum over the weights of |mean_i H(Y_i) - H(X)|, or of mean_i |H(Y_i) - H(X)|, beside a likelihood. What H(Y_i)
    /// is, is found on the way, while a row of W is at hand: one pass over W fewer.
    /// </summary>
    /// <param name="gradient">Of the likelihood by H(X), [P].</param>
    /// <param name="real">H(X), [P].</param>
    /// <param name="embeddings">Of X, Y_1..Y_m; [m + 1, h].</param>
    /// <param name="factor">Weight of the sum in the loss.</param>
    /// <param name="ofMean">Whether the mean over the sets comes first.</param>
    /// <param name="learningRate">Step size.</param>
    /// <returns>dL/dA [m + 1, h] as for <see cref="Step"/>, and the sum.</returns>
    public (Tensor Pulled, double Sum) StepWithPenalty(Tensor gradient, Tensor real, Tensor embeddings, double factor, bool ofMean, double learningRate)
    {
        using Tensor padded = Padded(embeddings);
        int sets = (int)embeddings.shape[0] - 1;
        float* g = Pointer(gradient), theta = Pointer(real), a = Pointer(padded);
        float share = (float)(factor / sets), setShare = 1f / sets;
        double[] sums = new double[_blocks];
        Tensor pulled = StepRows(embeddings, learningRate, (first, rows, block, gradients) =>
        {
            float* predicted = stackalloc float[ChunkRows * sets];
            for (int k = 0; k < sets; k++)
                Predict(first, rows, a + (long)(k + 1) * _stride, predicted + k * ChunkRows);
            double sum = 0;
            for (int i = 0; i < rows; i++, gradients += sets + 1)
            {
                float mean = 0, size = 0, signs = 0;
                for (int k = 0; k < sets; k++)
                {
                    float difference = (predicted[k * ChunkRows + i] - theta[first + i]) * setShare;
                    mean += difference;
                    size += MathF.Abs(difference);
                    signs += gradients[k + 1] = share * Sign(difference);
                }
                if (ofMean)
                {
                    (size, signs) = (MathF.Abs(mean), sets * share * Sign(mean));
                    for (int k = 1; k <= sets; k++)
                        gradients[k] = share * Sign(mean);
                }
                gradients[0] = g[first + i] - signs;
                sum += size;
            }
            sums[block] += sum;
        });
        return (pulled, sums.Sum());
    }

    public override void Dispose()
    {
        foreach (Tensor tensor in new[] { _weight, _weightMean, _weightVariance, _bias, _biasMean, _biasVariance })
            tensor.Dispose();
    }

    /// <summary>Adam on every row of W and b, by the gradients of that row's predicted weight.</summary>
    private Tensor StepRows(Tensor embeddings, double learningRate, ChunkGradients gradientsOf)
    {
        using var noGrad = no_grad();
        int count = (int)embeddings.shape[0];
        _steps++;
        float rate = (float)(learningRate / (1 - Math.Pow(Beta1, _steps)));
        float varianceScale = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps)));
        using Tensor padded = Padded(embeddings);
        using Tensor pulled = zeros(_blocks, count, _stride); // dL/dA, a part from each block of rows
        float* a = Pointer(padded), pull = Pointer(pulled);

        ForEachBlock((from, to, block) =>
        {
            float* blockPull = pull + (long)block * count * _stride;
            float* gradients = stackalloc float[ChunkRows * count];
            for (long first = from; first < to; first += ChunkRows)
            {
                int rows = (int)Math.Min(ChunkRows, to - first);
                gradientsOf(first, rows, block, gradients);
                for (int i = 0; i < rows; i++)
                {
                    float* rowGradients = gradients + i * count;
                    float biasGradient = 0;
                    for (int k = 0; k < count; k++)
                        biasGradient += rowGradients[k];
                    StepBias(first + i, biasGradient, rate, varianceScale);
                    StepRow(first + i, rowGradients, a, blockPull, count, rate, varianceScale);
                }
            }
        });
        return pulled.sum([0]).narrow(1, 0, _width);
    }

    /// <summary>By halves, which takes a fraction of the instructions of <see cref="Vector512.Sum{T}"/>.</summary>
    private static float Sum(Vector512<float> values)
    {
        Vector256<float> eight = values.GetLower() + values.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }

    /// <summary>θ = W a + b for some rows of W.</summary>
    private void Predict(long first, int rows, float* embedding, float* predicted)
    {
        nint stride = _stride;
        float* weight = _w + first * stride, bias = _b + first;
        for (int i = 0; i < rows; i++, weight += stride)
        {
            Vector512<float> sum = default;
            for (nint j = 0; j < stride; j += Lanes)
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(weight + j), Vector512.Load(embedding + j), sum);
            predicted[i] = Sum(sum) + bias[i];
        }
    }

    /// <summary>0 for NaN, of which the loss will tell.</summary>
    private static float Sign(float value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    private void StepBias(long row, float gradient, float rate, float varianceScale)
    {
        float* mean = _bMean + row, variance = _bVariance + row;
        *mean = (float)Beta1 * *mean + (float)(1 - Beta1) * gradient;
        *variance = (float)Beta2 * *variance + (float)(1 - Beta2) * gradient * gradient;
        _b[row] -= rate * *mean / (MathF.Sqrt(*variance) * varianceScale + (float)Epsilon);
    }

    private void StepRow(long row, float* rowGradients, float* embeddings, float* pull, int count, float rate, float varianceScale)
    {
        nint stride = _stride;
        float* weight = _w + row * stride, mean = _wMean + row * stride, variance = _wVariance + row * stride;
        var beta1 = Vector512.Create((float)Beta1);
        var beta2 = Vector512.Create((float)Beta2);
        var oneMinusBeta1 = Vector512.Create((float)(1 - Beta1));
        var oneMinusBeta2 = Vector512.Create((float)(1 - Beta2));
        var scale = Vector512.Create(varianceScale);
        var epsilon = Vector512.Create((float)Epsilon);
        var step = Vector512.Create(rate);
        for (nint j = 0; j < stride; j += Lanes)
        {
            Vector512<float> w = Vector512.Load(weight + j), gradient = default;
            float* target = pull + j, input = embeddings + j;
            for (int k = 0; k < count; k++, target += stride, input += stride)
            {
                var g = Vector512.Create(rowGradients[k]);
                Vector512.FusedMultiplyAdd(g, w, Vector512.Load(target)).Store(target);
                gradient = Vector512.FusedMultiplyAdd(g, Vector512.Load(input), gradient);
            }
            Vector512<float> m = Vector512.FusedMultiplyAdd(oneMinusBeta1, gradient, beta1 * Vector512.Load(mean + j));
            Vector512<float> v = Vector512.FusedMultiplyAdd(oneMinusBeta2 * gradient, gradient, beta2 * Vector512.Load(variance + j));
            m.Store(mean + j);
            v.Store(variance + j);
            (w - step * m / (Vector512.Sqrt(v) * scale + epsilon)).Store(weight + j);
        }
    }

    private void ForEachBlock(Action<long, long, int> body)
    {
        if (_blocks == 1)
        {
            body(0, _rows, 0);
            return;
        }
        long size = (_rows + _blocks - 1) / _blocks;
        Parallel.For(0, _blocks, new ParallelOptions { MaxDegreeOfParallelism = _blocks },
            block => body(Math.Min(_rows, block * size), Math.Min(_rows, (block + 1) * size), block));
    }

    private Tensor Padded(Tensor rows)
    {
        if (_stride == _width)
            return rows.detach().contiguous();
        Tensor padded = zeros(rows.shape[0], _stride);
        padded.narrow(1, 0, _width).copy_(rows);
        return padded;
    }

    private static float* Pointer(Tensor tensor) => (float*)(tensor.storage<float>().data_ptr() + (nint)(tensor.storage_offset() * sizeof(float)));
}
