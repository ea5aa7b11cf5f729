using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Distributions;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

[assembly: LoadableClass(typeof(GaussianMixtureTransformer), null, typeof(SignatureLoadModel), "PLE Gaussian mixture", GaussianMixtureTransformer.LoaderSignature)]

namespace Ple.MLNet.Distributions;

/// <summary>A fitted Gaussian mixture.</summary>
public sealed class GaussianMixtureTransformer : DensityTransformer
{
    internal const string LoaderSignature = "PleGaussianMixture";

    internal GaussianMixtureTransformer(IHost host, string logLikelihoodColumn, string column, GaussianMixture mixture)
        : base(host, logLikelihoodColumn, column) => Mixture = mixture;

    /// <summary>The fitted weights, means and covariances.</summary>
    public GaussianMixture Mixture { get; }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLEGMIXT",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(GaussianMixtureTransformer).Assembly.FullName);

    internal static GaussianMixtureTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        IHost host = environment.Register(nameof(GaussianMixtureTransformer));
        context.Check(GetVersionInfo());
        return HashedPayload.Read<GaussianMixtureTransformer>(
            host, context.Reader, reader => new(host, reader.ReadText(), reader.ReadText(), reader.ReadMixture()));
    }

    private protected override void SaveModel(ModelSaveContext ctx) => Save(ctx, GetVersionInfo(), writer => writer.Write(Mixture));

    private protected override void CheckColumn(DataViewSchema schema)
    {
        VectorColumn column = VectorColumn.Find(Host, schema, ColumnName);
        if (column.Size != Mixture.Dimension)
            throw Host.ExceptSchemaMismatch(nameof(schema), "feature", ColumnName, $"vector of {Mixture.Dimension} Single", $"vector of {column.Size}");
    }

    private protected override ValueGetter<float> LogLikelihoodGetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        double[] values = new double[Mixture.Dimension];
        return (ref float target) =>
        {
            getter(ref buffer);
            VectorColumn.CheckLength(ColumnName, buffer.Length, values.Length, row.Position);
            Array.Clear(values);
            foreach (KeyValuePair<int, float> item in buffer.Items())
                values[item.Key] = item.Value;
            target = (float)Mixture.LogLikelihood(values);
        };
    }

    private protected override void AddRows(ArrayDataViewBuilder builder, int count, Random random)
    {
        float[][] rows = new float[count][];
        double[] row = new double[Mixture.Dimension];
        for (int i = 0; i < count; i++)
        {
            Mixture.Sample(random, row);
            rows[i] = Array.ConvertAll(row, v => (float)v);
        }
        builder.AddColumn(ColumnName, NumberDataViewType.Single, rows);
    }
}
