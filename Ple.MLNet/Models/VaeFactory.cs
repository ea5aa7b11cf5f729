namespace Ple.MLNet.Models;

/// <summary>Variational autoencoders by their options.</summary>
internal static class VaeFactory
{
    /// <param name="shape">With a likelihood that is not automatic.</param>
    /// <param name="rowSize">Values of one row, the condition included.</param>
    /// <param name="conditionSize">Of those, the one-hot condition at the end.</param>
    /// <param name="seed">Of the initial weights.</param>
    public static VariationalAutoencoder Create(VaeOptions shape, int rowSize, int conditionSize, long seed)
    {
        int values = rowSize - conditionSize;
        OutputDistribution output = shape.Likelihood == Likelihood.Bernoulli ? new BernoulliOutput(values) : new GaussianOutput(values);
        return new(output, rowSize, conditionSize, shape, seed);
    }

    /// <summary>A lower bound of the number of weights, to hold against a file's length before anything is allocated.</summary>
    public static long FewestWeights(VaeOptions shape, int rowSize)
    {
        long weights = 0, inputs = rowSize;
        foreach (int size in shape.HiddenSizes)
        {
            weights += 2 * inputs * size; // encoder and decoder
            inputs = size;
        }
        return weights;
    }
}
