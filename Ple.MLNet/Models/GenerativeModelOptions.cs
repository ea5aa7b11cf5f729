namespace Ple.MLNet.Models;

/// <summary>
/// Options that make a generative model. A kind of model of one's own derives from this: properties with <c>init</c>, which are what a saved file holds of
/// it (as JSON), and <see cref="Create"/>. It is registered by <see cref="PleKinds.Register(string, Func{GenerativeModelOptions})"/> before saving and loading.
/// </summary>
public abstract class GenerativeModelOptions
{
    /// <summary>Learning rate of maximum likelihood where the trainer's options name none. Default 0.001.</summary>
    protected internal virtual double DefaultLearningRate => 0.001;

    /// <summary>Learning rate of a hypernetwork where the trainer's options name none. Default 0.001.</summary>
    protected internal virtual double DefaultHypernetworkLearningRate => 0.001;

    /// <summary>β1 of the Adam that trains θ, or the hypernetwork that predicts it, from 0 to below 1: the share of the mean gradient that stays in each step. Default 0.9; of adversarial networks 0.</summary>
    protected internal virtual double FirstMomentDecay => 0.9;

    /// <summary>θ, or the hypernetwork that predicts it, is averaged exponentially over the steps, by this share that stays in each, from 0 (no average, the default) to below 1.</summary>
    protected internal virtual double WeightAveraging => 0;

    /// <summary>A model with its initial weights.</summary>
    /// <param name="layout">What its rows are.</param>
    /// <param name="seed">Of the weights.</param>
    public abstract GenerativeModel Create(RowLayout layout, long seed);

    /// <summary>Checks the properties: called when an estimator is made, and when a file was read.</summary>
    /// <exception cref="ArgumentException">One is out of its range: the message names it.</exception>
    protected internal virtual void Validate()
    {
    }

    /// <summary>A lower bound of the number of weights, held against a file's length before anything is allocated. Default 0.</summary>
    /// <param name="layout">What the rows are.</param>
    protected internal virtual long FewestWeights(RowLayout layout) => 0;
}
