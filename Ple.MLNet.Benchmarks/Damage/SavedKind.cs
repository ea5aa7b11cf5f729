using Microsoft.ML;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>A kind of model that the library saves, as one small file of it.</summary>
/// <param name="Name">In reports.</param>
/// <param name="File">What <c>mlContext.Model.Save</c> wrote.</param>
/// <param name="Entries">The same, unzipped.</param>
internal sealed record SavedKind(string Name, byte[] File, ModelEntries Entries)
{
    public static SavedKind Of(string name, MLContext mlContext, IEstimator<ITransformer> estimator, IDataView data)
    {
        ITransformer model = estimator.Fit(data);
        using var owner = model as IDisposable;
        using var stream = new MemoryStream();
        mlContext.Model.Save(model, data.Schema, stream);
        byte[] file = stream.ToArray();
        return new(name, file, ModelEntries.Read(file));
    }
}
