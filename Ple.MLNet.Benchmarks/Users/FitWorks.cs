using Microsoft.ML;
using Ple.MLNet.Training;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>Default fits of tables: how much of them is not training.</summary>
internal static class FitWorks
{
    /// <param name="ml">Of the rows.</param>
    /// <param name="quick">One turn, and no table of integers.</param>
    public static IEnumerable<UserWork> Of(MLContext ml, bool quick)
    {
        foreach (int count in new[] { 10_000, 100_000 })
        {
            IDataView data = ml.Data.Cache(UserRows.Table(ml, count));
            double whole = 0;
            yield return new($"default fit of {count} x {UserRows.Numbers}, after training", () => AfterTraining(data, out whole), "the whole fit", () => whole, 1) { MostTurns = quick ? 1 : 3 };
        }
        if (quick)
            yield break;
        IDataView survey = ml.Data.Cache(UserRows.SmallIntegers(ml, 5800));
        yield return new($"default fit of 5800 x {UserRows.Integers} small integers", Turns.Clocked(() => Fit(survey, conditionColumnName: null).Dispose()), "", null, 1) { MostTurns = 3 };

        // The correction's own steps among it.
        double AfterTraining(IDataView data, out double whole)
        {
            var clock = new TrainingClock();
            Fit(data, "Label", clock).Dispose();
            whole = clock.Milliseconds;
            return clock.MillisecondsSince;
        }

        Generation.PleGenerativeTransformer Fit(IDataView data, string? conditionColumnName, TrainingClock? clock = null)
            => ml.Ple.GenerativeTrainer(new GenerativeTrainerOptions { ConditionColumnName = conditionColumnName, Seed = 1, Progress = clock }).Fit(data);
    }
}
