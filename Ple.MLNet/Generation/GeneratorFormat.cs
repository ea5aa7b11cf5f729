using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Generation;

/// <summary>A generator in a model file; a hypernetwork that it keeps has an entry of its own.</summary>
internal static class GeneratorFormat
{
    private const string HypernetworkEntry = "Hypernetwork";

    public static void Write(ModelSaveContext ctx, SavedGenerator generator)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        HashedPayload.Write(ctx.Writer, writer =>
        {
            writer.Write(generator.Codec is TableCodec);
            generator.Codec.Write(writer);
            writer.Write((int)generator.Output);
            writer.Write(generator.Seed);
            SummaryFormat.Write(writer, generator.Summary);
            ModelFormat.Write(writer, generator.Fitted);
        });
        if (generator.Fitted.Reestimation is { } reestimation)
            ctx.SaveBinaryStream(HypernetworkEntry, writer => HashedPayload.Write(writer, reestimation.Write));
    }

    /// <exception cref="FormatException">The file is damaged, or of another version.</exception>
    public static SavedGenerator Read(IHostEnvironment environment, ModelLoadContext ctx)
    {
        ctx.Check(GetVersionInfo());
        TorchBackend.EnsureLoaded();
        SavedGenerator saved = HashedPayload.Read(environment, ctx.Reader, reader =>
        {
            RowCodec codec = reader.ReadBoolean() ? new TableCodec(TableEncodingFormat.Load(environment, reader)) : VectorCodec.Read(environment, reader);
            var output = (OutputKind)reader.ReadInt32((int)OutputKind.Draw, (int)OutputKind.Mean);
            int seed = reader.ReadInt32();
            TrainingSummary summary = SummaryFormat.Read(reader);
            return new SavedGenerator(codec, ModelFormat.Read(reader, codec), output, seed, summary);
        });
        FittedModel fitted = saved.Fitted;
        if (fitted.Weights is not { } weights)
            return saved;
        try
        {
            Reestimation? reestimation = null;
            ctx.TryLoadBinaryStream(HypernetworkEntry, reader => reestimation = HashedPayload.Read(environment, reader, payload => Reestimation.Read(payload, saved.Codec.Layout.RowSize, weights)));
            return saved with { Fitted = new(fitted.Model, fitted.Kind, fitted.Device, weights, fitted.Latent, reestimation) };
        }
        catch
        {
            fitted.Dispose();
            throw;
        }
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLEGENER",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderSignature: PleGenerativeTransformer.LoaderSignature,
        loaderAssemblyName: typeof(PleGenerativeTransformer).Assembly.FullName);
}
