using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>A way of one's own to make new rows.</summary>
public abstract class CustomSampling : RowSampling
{
    /// <summary>Options are checked where they are set.</summary>
    [SuppressMessage("ApiDesign", "RS0022", Justification = "This is the one door for samplers of one's own; the base class stays closed.")]
    protected CustomSampling()
    {
    }

    /// <summary>Learns from the training rows.</summary>
    /// <param name="mlContext">Of views and estimators; its seed is the augmentation's.</param>
    /// <param name="rows">The training rows, without columns that are left out. They stay as they are for as long as the augmentation lasts.</param>
    /// <param name="labelColumnName">The column of the classes.</param>
    /// <returns>Makes rows of a class (as <see cref="SamplingStrategy.Counts"/> names it): as many as are asked for or more, with the columns of <paramref name="rows"/>, and the same however often they are read.</returns>
    protected abstract Func<object, long, IDataView> Fit(MLContext mlContext, IDataView rows, string labelColumnName);

    internal override void Validate()
    {
    }

    internal override IRowSampler Fit(IHost host, KeptTable table, int seed)
    {
        var mlContext = new MLContext(Seeds.Derive(seed, SeedPurpose.AddedRows));
        return new Sampler(host, table.Layout, Fit(mlContext, new TableView(host, table.Layout, table.Rows), table.Layout.Condition!.Name) ?? throw host.Except($"{GetType().Name}.{nameof(Fit)} gave nothing."), GetType().Name);
    }

    private sealed class Sampler(IHost host, FieldLayout layout, Func<object, long, IDataView> sample, string name) : IRowSampler
    {
        public IDataView Sample(int classIndex, long count)
        {
            object category = layout.Condition!.Categories[classIndex];
            FieldTable made = FieldTable.Load(host, sample(category, count) ?? throw host.Except($"{name} gave no rows of class {Quoted.Value(category)}."), layout);
            if (made.Count < count)
                throw host.Except($"{name} made {made.Count} rows of class {Quoted.Value(category)}, and {count} were asked for.");
            for (int row = 0; row < count; row++)
            {
                if (layout.Condition.IndexOfField(made[row][layout.ConditionField]) != classIndex)
                    throw host.Except($"{name} was asked for rows of class {Quoted.Value(category)}, and row {row} is of another.");
            }
            return new TableView(host, layout, new ChosenRows(made, [.. Enumerable.Range(0, (int)count)]));
        }
    }
}
