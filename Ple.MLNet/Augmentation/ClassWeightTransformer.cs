using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Adds the weight of each row's class, read from the row itself: it is right in whatever order rows come. Lives while fitting only.</summary>
/// <param name="host">Where errors come from.</param>
/// <param name="weightColumn">The column to add.</param>
/// <param name="encoding">Of the label column alone.</param>
/// <param name="weights">Of each class.</param>
/// <param name="hasMissing">Whether rows may lack a class; they weigh 1.</param>
internal sealed class ClassWeightTransformer(IHost host, string weightColumn, TableEncoding encoding, float[] weights, bool hasMissing)
    : OneToOneTransformerBase(host, (weightColumn, encoding.Condition!.Name))
{
    private protected override void SaveModel(ModelSaveContext ctx) => throw Host.ExceptNotSupp("Class weights belong to a fit and are not saved.");

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema, weightColumn, encoding, weights, hasMissing);

    private sealed class Mapper(ClassWeightTransformer parent, DataViewSchema schema, string weightColumn, TableEncoding encoding, float[] weights, bool hasMissing)
        : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore() => [new(weightColumn, NumberDataViewType.Single)];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            TableCondition classes = encoding.Condition!;
            FieldReader read = encoding.Columns[0].MakeReader(input, input.Schema[ColMapNewToOld[iinfo]], learn: false);
            double[] label = new double[1];
            return (ValueGetter<float>)((ref float weight) =>
            {
                read(label);
                int index = classes.IndexOfField(label[0]);
                if (index < 0 && !(hasMissing && double.IsNaN(label[0])))
                    throw Host.Except($"Column '{classes.Name}' holds a value in row {input.Position} that it did not hold when it was read first: " +
                        "its source gives other rows on a second pass. Cache it, or read it into memory.");
                weight = index < 0 ? 1 : weights[index];
            });
        }
    }
}
