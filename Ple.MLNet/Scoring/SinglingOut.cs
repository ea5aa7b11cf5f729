using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>The singling-out attacks: see <see cref="TableQualitySinglingOut"/>.</summary>
internal static class SinglingOut
{
    /// <summary>Training rows, and held-out rows, that it takes at least.</summary>
    public const int FewestRows = 100;

    private const int MostPredicates = 500, MostTries = 5000, MostColumns = 8;

    private enum Relation
    {
        Equal,
        AtMost,
        AtLeast,
    }

    /// <param name="encoding">Fitted on training rows.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="synthetic">Synthetic rows, of which the predicates are learnt.</param>
    /// <param name="heldOut">Real rows that were not trained on: the control.</param>
    /// <param name="most">Rows of each table that are used; of training and held-out rows as many.</param>
    /// <returns>The attacks of which at least one predicate was found.</returns>
    public static IReadOnlyList<TableQualitySinglingOut> Of(TableEncoding encoding, FieldTable training, FieldTable synthetic, FieldTable heldOut, int most)
    {
        var random = new Random(Seeds.Derive(encoding.Seed, SeedPurpose.SinglingOut));
        int count = Math.Min(most, Math.Min(training.Count, heldOut.Count));
        (FieldTable known, FieldTable target, FieldTable control) = (Draw(synthetic, Math.Min(most, synthetic.Count)), Draw(training, count), Draw(heldOut, count));
        Clause[][] univariate = Univariate(encoding, known);
        random.Shuffle(univariate);
        (string Attack, Clause[][] Predicates)[] attacks = [("Univariate", [.. univariate.Take(MostPredicates)]), ("Multivariate", Multivariate(encoding, known, random))];
        return [.. attacks.Where(a => a.Predicates.Length > 0).Select(a => new TableQualitySinglingOut(
            a.Attack, a.Predicates.Length, a.Predicates.Count(p => IsolatesOne(p, target)), a.Predicates.Count(p => IsolatesOne(p, control))))];

        FieldTable Draw(FieldTable table, int rows)
        {
            int[] order = [.. Enumerable.Range(0, table.Count)];
            random.Shuffle(order);
            return table.Take(order.AsSpan(0, rows));
        }
    }

    /// <summary>Values that one row alone has, and the ends of each number.</summary>
    private static Clause[][] Univariate(TableEncoding encoding, FieldTable known)
    {
        var predicates = new List<Clause>();
        for (int field = 0; field < encoding.FieldCount; field++)
        {
            double[] values = [.. Enumerable.Range(0, known.Count).Select(r => known[r][field])];
            predicates.AddRange(values.CountBy(v => v).Where(v => v.Value == 1).Select(v => new Clause(field, Relation.Equal, v.Key)));
            if (encoding.Codes[field] is NumberCode && values.Any(v => !double.IsNaN(v)))
            {
                predicates.Add(new(field, Relation.AtMost, values.Where(v => !double.IsNaN(v)).Min()));
                predicates.Add(new(field, Relation.AtLeast, values.Where(v => !double.IsNaN(v)).Max()));
            }
        }
        return [.. predicates.Select(p => (Clause[])[p]).Where(p => IsolatesOne(p, known))];
    }

    /// <summary>What random rows have in random columns: the category, or a number on its side of the median.</summary>
    private static Clause[][] Multivariate(TableEncoding encoding, FieldTable known, Random random)
    {
        double[] medians = [.. Enumerable.Range(0, encoding.FieldCount).Select(Median)];
        int[] fields = [.. Enumerable.Range(0, encoding.FieldCount)];
        int widest = Math.Min(MostColumns, fields.Length);
        var predicates = new Dictionary<string, Clause[]>();
        for (int tries = 0; widest > 1 && tries < MostTries && predicates.Count < MostPredicates; tries++)
        {
            random.Shuffle(fields);
            int row = tries % known.Count; // they are in random order
            Clause[] predicate = [.. fields.Take(random.Next(2, widest + 1)).Order().Select(f => ClauseOf(f, known[row][f]))];
            if (IsolatesOne(predicate, known))
                predicates.TryAdd(string.Join(';', predicate), predicate);
        }
        return [.. predicates.Values];

        Clause ClauseOf(int field, double value) => new(field,
            encoding.Codes[field] is not NumberCode || double.IsNaN(value) ? Relation.Equal : value > medians[field] ? Relation.AtLeast : Relation.AtMost, value);

        double Median(int field)
        {
            double[] values = [.. Enumerable.Range(0, known.Count).Select(r => known[r][field]).Where(v => !double.IsNaN(v)).Order()];
            return values.Length == 0 ? double.NaN : values[values.Length / 2];
        }
    }

    private static bool IsolatesOne(Clause[] predicate, FieldTable table)
    {
        int found = 0;
        for (int row = 0; row < table.Count && found < 2; row++)
        {
            ReadOnlySpan<double> fields = table[row];
            bool holds = true;
            for (int i = 0; i < predicate.Length && holds; i++)
                holds = predicate[i].Holds(fields);
            found += holds ? 1 : 0;
        }
        return found == 1;
    }

    private readonly record struct Clause(int Field, Relation Relation, double Value)
    {
        public bool Holds(ReadOnlySpan<double> row) => Relation switch
        {
            Relation.AtMost => row[Field] <= Value,
            Relation.AtLeast => row[Field] >= Value,
            _ => row[Field].Equals(Value),
        };
    }
}
