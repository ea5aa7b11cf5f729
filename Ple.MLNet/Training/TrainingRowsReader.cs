using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Training;

/// <summary>Reads the training rows: one vector column, or a whole table.</summary>
/// <param name="host">Throws the errors.</param>
/// <param name="options">Columns and likelihood.</param>
/// <param name="seed">The fit's.</param>
internal sealed class TrainingRowsReader(IHost host, GenerativeTrainerOptions options, int seed)
{
    private const int ReadRows = 1024;
    private const double MostBetween = 0.3;
    private const float HighestLevel = 255;

    public TrainingRows Read(IDataView input) => options.FeatureColumnName is { } name ? ReadVector(input, name) : ReadTable(input);

    private TrainingRows ReadTable(IDataView input)
    {
        if (options.StartFrom is { } start)
            return ReadByCodecOf(start, input);
        (TableEncoding encoding, FieldTable table) = TableEncoder.Fit(host, input, new()
        {
            ConditionColumnName = options.ConditionColumnName,
            ExcludedColumnNames = options.ExcludedColumnNames,
            MaximumCategories = options.MaximumCategories,
            Seed = Seeds.Derive(seed, SeedPurpose.TableEncoding),
        }, most: int.MaxValue);
        CheckCount(table.Count);
        EncodedBatch rows = encoding.Encode(table);
        if (encoding.Condition is not null)
            CheckConditions(rows.Conditions);
        return new(new TableCodec(encoding), rows.Rows, rows.Conditions);
    }

    /// <summary>A table in the code of a generator that the fit begins with.</summary>
    private TrainingRows ReadByCodecOf(PleGenerativeTransformer start, IDataView input)
    {
        if (start.Codec is not TableCodec codec)
            throw host.ExceptUserArg(nameof(options.StartFrom), $"The generator to begin with makes one vector column; name it as {nameof(options.FeatureColumnName)}.");
        if (codec.Condition?.Name != options.ConditionColumnName)
            throw host.ExceptUserArg(nameof(options.StartFrom), $"The generator to begin with has {(codec.Condition is { } condition ? $"the condition '{condition.Name}'" : "no condition")}: " +
                $"give {nameof(options.ConditionColumnName)} the same.");
        (float[] Values, int[] Conditions)[] batches = [.. codec.Read(host, input, ReadRows)];
        int[] conditions = [.. batches.SelectMany(b => b.Conditions)];
        CheckCount(conditions.Length);
        return new(codec, [.. batches.SelectMany(b => b.Values)], conditions);
    }

    private TrainingRows ReadVector(IDataView input, string name)
    {
        VectorColumn column = VectorColumn.Find(host, input.Schema, name);
        ConditionReader? classes = (options.ConditionColumnName ?? options.LabelColumnName) is { } condition ? new(host, input.Schema, condition, options.MaximumCategories) : null;
        float[] rows = ReadRowsOf(column, input, classes);
        CheckCount(rows.Length / column.Size);
        if (rows.AsSpan(column.Size).SequenceEqual(rows.AsSpan(0, rows.Length - column.Size)))
            throw host.Except($"Column '{name}' is the same in every row: there is nothing to learn.");
        (TableCondition? known, int[] conditions) = classes is null ? (null, NoConditions(rows.Length / column.Size)) : classes.Finish();
        if (classes is not null)
            CheckConditions(conditions);
        TableCondition? told = options.ConditionColumnName is null ? null : known;
        int[]? labels = options.LabelColumnName is null ? null : conditions;
        int[] given = told is null ? NoConditions(rows.Length / column.Size) : conditions;
        if (options.StartFrom is { } start)
            return ByCodecOf(start, rows, column, told, given, labels);
        int outside = Array.FindIndex(rows, v => v is < 0 or > 1);
        Likelihood likelihood = ResolveLikelihood(options.Likelihood, rows, outside, name, column.Size);
        RowScaling scaling = likelihood is Likelihood.Bernoulli or Likelihood.Beta
            ? RowScaling.None(column.Size)
            : RowScaling.Standardize(rows, column.Size, together: outside < 0);
        scaling.ToModel(rows);
        return new(new VectorCodec(GeneratedColumn.Of(input.Schema[name]), scaling, likelihood, told), rows, given, labels);
    }

    /// <summary>Rows in the scale and with the classes of a generator that the fit begins with.</summary>
    private TrainingRows ByCodecOf(PleGenerativeTransformer start, float[] rows, VectorColumn column, TableCondition? condition, int[] conditions, int[]? labels)
    {
        if (start.Codec is not VectorCodec codec || codec.ValueCount != column.Size || codec.Condition is null != condition is null)
            throw host.ExceptUserArg(nameof(options.StartFrom), $"The generator to begin with is of other columns: a vector of {column.Size} values" +
                $"{(condition is null ? "" : $" by class of '{condition.Name}'")} is to be learnt.");
        if (codec.Column.Name != options.FeatureColumnName)
            throw host.ExceptUserArg(nameof(options.StartFrom), $"The generator to begin with makes the column '{codec.Column.Name}', and '{options.FeatureColumnName}' is to be learnt: give them one name.");
        if (options.Likelihood != Likelihood.Automatic && options.Likelihood != codec.Likelihood)
            throw host.ExceptUserArg(nameof(options.Likelihood), $"The generator to begin with has a {codec.Likelihood} likelihood, and keeps it: leave {nameof(options.Likelihood)} automatic.");
        ResolveLikelihood(codec.Likelihood, rows, Array.FindIndex(rows, v => v is < 0 or > 1), codec.Column.Name, column.Size); // refuses what lies out of its range
        codec.Scaling.ToModel(rows);
        if (condition is null)
            return new(codec, rows, conditions, labels);
        int[] mapped = [.. condition.Categories.Select(codec.Condition!.IndexOf)];
        return new(codec, rows, Array.ConvertAll(conditions, c => mapped[c]));
    }

    private static int[] NoConditions(int count) => [.. Enumerable.Repeat(-1, count)];

    private void CheckCount(int rows)
    {
        if (rows < 2)
            throw host.Except($"Training a generator needs at least 2 rows; the table has {rows}.");
    }

    private void CheckConditions(int[] conditions)
    {
        int missing = Array.FindIndex(conditions, c => c < 0);
        if (missing >= 0)
            throw host.Except($"Column '{options.ConditionColumnName ?? options.LabelColumnName}' is missing in row {missing}, as NaN, a missing key or empty text. Remove such rows first, " +
                "with FilterRowsByMissingValues (numbers, keys) or FilterByCustomPredicate (text) for example.");
    }

    private float[] ReadRowsOf(VectorColumn column, IDataView input, ConditionReader? classes)
    {
        DataViewSchema.Column vector = input.Schema[options.FeatureColumnName!];
        using DataViewRowCursor cursor = input.GetRowCursor(classes is null ? [vector] : [vector, classes.Input]);
        float[][] batches = [.. column.ReadBatches(cursor, ReadRows, classes?.Read(cursor))];
        long size = batches.Sum(b => (long)b.Length);
        if (size > Array.MaxLength)
            throw host.Except($"The {size / column.Size} rows of {column.Size} values are more than fit in memory as one block; train on a sample of the rows.");
        float[] rows = new float[size];
        int filled = 0;
        foreach (float[] batch in batches)
        {
            batch.CopyTo(rows, filled);
            filled += batch.Length;
        }
        return rows;
    }

    /// <param name="asked">As asked for.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="outside">Index of a value that is not from 0 to 1; negative for none.</param>
    /// <param name="name">Of the column.</param>
    /// <param name="size">Values of a row.</param>
    private Likelihood ResolveLikelihood(Likelihood asked, float[] rows, int outside, string name, int size) => asked switch
    {
        Likelihood.Automatic => outside >= 0 ? Likelihood.Gaussian : IsNearBinary(rows) ? Likelihood.Bernoulli : HoldsLevels(rows) ? Likelihood.Beta : Likelihood.Gaussian,
        Likelihood.Bernoulli or Likelihood.Beta when outside >= 0 => throw host.Except(
            $"A {asked} likelihood takes values from 0 to 1; column '{name}' holds {rows[outside]} in row " +
            $"{outside / size}, slot {outside % size}. Scale the values, or choose {nameof(Likelihood)}.{nameof(Likelihood.Gaussian)}."),
        var chosen => chosen,
    };

    /// <summary>Whether values between 0 and 1 are all whole multiples of 1/255, as those of pixels are.</summary>
    private static bool HoldsLevels(float[] rows) => Array.TrueForAll(rows, v => Math.Abs(v * HighestLevel - MathF.Round(v * HighestLevel)) < 1e-3f);

    /// <summary>Whether values between 0 and 1 keep to the ends: the mean of x (1 - x) is 0 for ones and zeros, and that of the mean
    /// value itself for equal values.</summary>
    private static bool IsNearBinary(float[] rows)
    {
        double mean = 0, between = 0;
        foreach (float value in rows)
            (mean, between) = (mean + value / (double)rows.Length, between + value * (1 - value) / (double)rows.Length);
        return between <= MostBetween * mean * (1 - mean);
    }
}
