using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>A hypernetwork that a generator keeps, and how its models make rows: new rows become a new model by one forward pass.</summary>
/// <param name="Hypernetwork">Owned.</param>
/// <param name="Sampling">Of the fit.</param>
/// <param name="BalancesClasses">Whether the fit's batches held as many rows of each class, as sets of rows do from then on.</param>
internal sealed record Reestimation(KeptHypernetwork Hypernetwork, SamplingOptions Sampling, bool BalancesClasses) : IDisposable
{
    /// <summary>A model with the weights H(X), its batch norm and latent numbers those of X.</summary>
    /// <param name="known">Of the same kind and layout; not changed.</param>
    /// <param name="rows">X [n, d].</param>
    /// <param name="conditions">Class of each row; -1 for none.</param>
    /// <param name="seed">The new generator's.</param>
    public FittedModel Estimate(FittedModel known, Tensor rows, int[] conditions, int seed)
    {
        GenerativeModel model = known.Kind.Create(known.Model.Layout, seed: 0);
        FlatParameters? weights = null;
        KeptHypernetwork? hypernetwork = null;
        try
        {
            using var scope = NewDisposeScope();
            model.to(known.Device);
            ModelWeights.Copy(known.Model, model);
            weights = new(model.Weights);
            var set = new TrainingSet(rows, BalancesClasses ? conditions : null);
            var completion = new ModelCompletion(Sampling, model, weights, set, conditions, seed);
            completion.CompleteWith(Hypernetwork.Predict(set.Chunks(SetEmbedding.ChunkRows)));
            hypernetwork = Hypernetwork.Copy();
            return new(model, known.Kind, known.Device, weights, completion.Latent, this with { Hypernetwork = hypernetwork });
        }
        catch
        {
            hypernetwork?.Dispose();
            weights?.Dispose();
            model.Dispose();
            throw;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write((int)Sampling.Latent);
        writer.Write(Sampling.MixtureComponents);
        writer.Write((int)Sampling.Output);
        writer.Write(Sampling.Temperature);
        writer.Write(BalancesClasses);
        Hypernetwork.Write(writer);
    }

    /// <exception cref="InvalidDataException">Numbers out of their range.</exception>
    public static Reestimation Read(PayloadReader reader, int rowSize, FlatParameters target)
    {
        var sampling = new SamplingOptions
        {
            Latent = (LatentKind)reader.ReadInt32((int)Enum.GetValues<LatentKind>().Min(), (int)Enum.GetValues<LatentKind>().Max()),
            MixtureComponents = reader.ReadInt32(1, 1000),
            Output = (OutputKind)reader.ReadInt32((int)OutputKind.Draw, (int)OutputKind.Mean),
            Temperature = reader.ReadDouble(),
        };
        PayloadReader.Check(sampling.Temperature is > 0 and <= 10, "a temperature is out of range");
        bool balancesClasses = reader.ReadBoolean();
        return new(KeptHypernetwork.Read(reader, rowSize, target), sampling, balancesClasses);
    }

    public void Dispose() => Hypernetwork.Dispose();
}
