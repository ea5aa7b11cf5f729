using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;

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
        verWrittenCur: 0x00010001, // first version
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(DistributionTransformer).Assembly.FullName);

    internal static DistributionTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        IHost host = environment.Register(nameof(DistributionTransformer));
        context.CheckAtModel(GetVersionInfo());
        try
        {
            string logLikelihoodColumn = context.LoadNonEmptyString(), column = context.LoadNonEmptyString();
            DistributionFamily family = LoadFamily(host, context.LoadNonEmptyString());
            bool isDouble = context.Reader.ReadBoolByte();
            host.CheckDecode(context.Reader.ReadInt32() == family.Parameters.Count, "Another number of parameters than the family has.");
            double[] parameters = context.Reader.ReadDoubleArray(family.Parameters.Count);
            host.CheckDecode(family.IsProper(parameters), "A parameter is outside its range.");
            return new(host, logLikelihoodColumn, column, family, isDouble, parameters);
        }
        catch (EndOfStreamException cause)
        {
            throw host.ExceptDecode(cause, "The model file ends too early.");
        }
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        Type family = Family.GetType();
        if (!family.IsVisible || family.GetConstructor([]) is null)
            throw Host.Except($"{family} cannot be saved: a family needs to be public, with a public constructor without parameters.");
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());
        // Format: column names, family type, whether the column is Double, number of parameters, parameters.
        SaveColumnNames(ctx);
        // Without the assembly's version, so that a later one reads the model.
        ctx.SaveNonEmptyString($"{family.FullName}, {family.Assembly.GetName().Name}");
        ctx.Writer.WriteBoolByte(_isDouble);
        ctx.Writer.WriteDoubleArray(_parameters);
    }

    private static DistributionFamily LoadFamily(IHost host, string typeName)
    {
        Type? type = Type.GetType(typeName, throwOnError: false);
        if (type is null || !typeof(DistributionFamily).IsAssignableFrom(type) || type.IsAbstract || type.GetConstructor([]) is null)
            throw host.ExceptDecode($"The model needs the family '{typeName}', which is not to be found.");
        return (DistributionFamily)Activator.CreateInstance(type)!;
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
