using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Interop;

[assembly: LoadableClass(typeof(DistributionTransformer), null, typeof(SignatureLoadModel), "PLE distribution", DistributionTransformer.LoaderSignature)]

namespace Ple.MLNet.Distributions;

/// <summary>A distribution of one number with its estimated parameters.</summary>
public sealed class DistributionTransformer : DensityTransformer
{
    internal const string LoaderSignature = "PleDistribution";

    private readonly bool _isDouble;
    private readonly double[] _parameters;

    internal DistributionTransformer(
        IHost host, string logLikelihoodColumn, string column, DistributionFamily family, bool isDouble, double[] parameters)
        : base(host, logLikelihoodColumn, column) => (Family, _isDouble, _parameters) = (family, isDouble, parameters);

    /// <summary>The family.</summary>
    public DistributionFamily Family { get; }

    /// <summary>The estimated parameters by name, such as "mu" and "sigma".</summary>
    public IReadOnlyDictionary<string, double> Parameters =>
        Family.Parameters.Zip(_parameters).ToDictionary(p => p.First.Name, p => p.Second);

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "PLEDISTR",
        verWrittenCur: 0x00010002,
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010002,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(DistributionTransformer).Assembly.FullName);

    internal static DistributionTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        IHost host = environment.Register(nameof(DistributionTransformer));
        context.Check(GetVersionInfo());
        return HashedPayload.Read<DistributionTransformer>(host, context.Reader, reader =>
        {
            string logLikelihoodColumn = reader.ReadText(), column = reader.ReadText();
            DistributionFamily family = FamilyKinds.Known.Create(reader.ReadText());
            bool isDouble = reader.ReadBoolean();
            double[] parameters = reader.ReadArray<double>(family.Parameters.Count);
            PayloadReader.Check(family.IsProper(parameters), "a parameter is outside its range");
            return new(host, logLikelihoodColumn, column, family, isDouble, parameters);
        });
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        string name = FamilyKinds.Known.NameOf(Family.GetType()) ?? throw Host.Except($"{Family.GetType()} cannot be saved before it has a name " +
            "by which it is found again: call PleKinds.Register(\"a name\", () => ...), here and in every program that loads the model.");
        Save(ctx, GetVersionInfo(), writer =>
        {
            writer.Write(name);
            writer.Write(_isDouble);
            writer.WriteArray<double>(_parameters);
        });
    }

    private protected override void CheckColumn(DataViewSchema schema) => ScalarColumn.Find(Host, schema, ColumnName);

    private protected override ValueGetter<float> LogLikelihoodGetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<double> getter = ScalarColumn.Getter(row, column);
        double value = 0;
        return (ref float target) =>
        {
            getter(ref value);
            target = double.IsNaN(value) ? float.NaN : (float)Family.LogLikelihood(value, _parameters);
        };
    }

    private protected override void AddRows(ArrayDataViewBuilder builder, int count, Random random)
    {
        double[] values = new double[count];
        for (int row = 0; row < count; row++)
            values[row] = Family.Sample(_parameters, random);
        if (_isDouble)
            builder.AddColumn(ColumnName, NumberDataViewType.Double, values);
        else
            builder.AddColumn(ColumnName, NumberDataViewType.Single, Array.ConvertAll(values, v => (float)v));
    }
}
