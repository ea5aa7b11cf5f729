using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Interop;

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
        verWrittenCur: 0x00010001, // first version
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(GaussianMixtureTransformer).Assembly.FullName);

    internal static GaussianMixtureTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        IHost host = environment.Register(nameof(GaussianMixtureTransformer));
        context.CheckAtModel(GetVersionInfo());
        try
        {
            string logLikelihoodColumn = context.LoadNonEmptyString(), column = context.LoadNonEmptyString();
            return new(host, logLikelihoodColumn, column, LoadMixture(host, context.Reader));
        }
        catch (EndOfStreamException cause)
        {
            throw host.ExceptDecode(cause, "The model file ends too early.");
        }
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        // Format: column names, components, dimension, weights, and for each component its mean and its covariance.
        SaveColumnNames(ctx);
        ctx.Writer.Write(Mixture.Components);
        ctx.Writer.Write(Mixture.Dimension);
        ctx.Writer.WriteDoublesNoCount(Mixture.Weights.AsSpan());
        for (int component = 0; component < Mixture.Components; component++)
        {
            ctx.Writer.WriteDoublesNoCount(Mixture.Means[component].AsSpan());
            ctx.Writer.WriteDoublesNoCount(Mixture.Covariances[component].AsSpan());
        }
    }

    private static GaussianMixture LoadMixture(IHost host, BinaryReader reader)
    {
        int components = reader.ReadInt32(), dimension = reader.ReadInt32();
        host.CheckDecode(components > 0 && dimension > 0, "A mixture needs a component and a dimension.");
        // Before anything is allocated: are there as many bytes as the two numbers promise?
        Int128 bytes = (Int128)sizeof(double) * components * (1 + dimension + (Int128)dimension * dimension);
        host.CheckDecode(bytes <= reader.BaseStream.Length - reader.BaseStream.Position, "The model file ends too early.");
        double[] weights = reader.ReadDoubleArray(components);
        double[][] means = new double[components][], covariances = new double[components][];
        for (int component = 0; component < components; component++)
        {
            means[component] = reader.ReadDoubleArray(dimension);
            covariances[component] = reader.ReadDoubleArray(dimension * dimension);
        }
        try
        {
            return new(weights, means, covariances);
        }
        catch (ArgumentException cause)
        {
            throw host.ExceptDecode(cause, $"The mixture is damaged: {cause.Message}");
        }
    }

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
