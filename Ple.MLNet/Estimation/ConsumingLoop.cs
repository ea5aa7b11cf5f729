namespace Ple.MLNet.Estimation;

/// <summary>
/// The heart of every self-consuming loop: generation 0 is estimated from real rows, each later one from what the policy puts together of them and of rows that
/// generations before have made.
/// </summary>
/// <param name="policy">Of the data.</param>
/// <param name="sets">Handles rows.</param>
/// <param name="rows">Of a generation, n.</param>
/// <param name="fresh">Real rows for a generation, as many as asked; null where the policy has none.</param>
internal sealed class ConsumingLoop<TModel, TRows>(GenerationData policy, IRowSets<TRows> sets, long rows, Func<int, long, TRows>? fresh)
{
    /// <summary>Runs it.</summary>
    /// <param name="generations">After generation 0.</param>
    /// <param name="real">Of generation 0.</param>
    /// <param name="estimate">A model of the rows; null for one that is no model any more: the loop ends.</param>
    /// <param name="generate">Rows of a generation's model, as many as asked.</param>
    public void Run(int generations, TRows real, Func<int, TRows, TModel?> estimate, Func<int, TModel, long, TRows> generate)
    {
        var made = new List<TRows>();
        TRows current = real;
        for (int generation = 0; ; generation++)
        {
            TModel? model = estimate(generation, current);
            if (model is null || generation == generations)
                return;
            long count = rows - policy.RealOf(rows);
            if (!policy.KeepsEarlier)
                made.Clear();
            made.Add(generate(generation, model, count));
            current = Next(generation + 1, real, made);
        }
    }

    private TRows Next(int generation, TRows real, IReadOnlyList<TRows> made)
    {
        TRows[] parts = policy.Real switch
        {
            RealRows.All => [real, .. made],
            RealRows.Same => [sets.Take(real, policy.RealOf(rows)), .. made],
            RealRows.Fresh => [fresh!(generation, policy.RealOf(rows)), .. made],
            _ => [.. made],
        };
        TRows all = parts.Length == 1 ? parts[0] : sets.Append(parts);
        return policy.IsSubsampled && sets.Count(all) > rows ? sets.Draw(all, rows, generation) : all;
    }
}
