using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>How likely rows are to a generator of one vector column, given their classes where it knows such.</summary>
internal sealed class LikelihoodOfRows(IHost host, RowCodec rows, FittedModel fitted, int seed)
{
    private const int BatchRows = 1024;

    /// <param name="data">The rows.</param>
    /// <returns>The mean bound on the log-likelihood of a row, in nats of the column's own values.</returns>
    public double Average(IDataView data)
    {
        if (rows is not VectorCodec codec)
            throw host.Except("A bound on the log-likelihood is given for generators of one vector column only.");
        if (fitted.Model is not ILikelihoodModel likelihood)
            throw host.Except($"A {fitted.Model.GetName()} gives no likelihood.");
        using var noGrad = no_grad();
        using Generator noise = Reproducible.Generator(seed, fitted.Device);
        double sum = 0;
        long count = 0;
        foreach ((float[] batch, int[] conditions) in codec.Read(host, data, BatchRows))
        {
            using var scope = NewDisposeScope();
            (Tensor values, Tensor? classes) = codec.Layout.Split(codec.ToTensor(batch, conditions, fitted.Device));
            sum += likelihood.LogLikelihoodBound(values, classes, GeneratorNoise.Of(noise, values)).sum().Number();
            count += conditions.Length;
        }
        return count > 0 ? sum / count - codec.Scaling.LogVolume : throw host.Except("The table has no rows.");
    }
}
