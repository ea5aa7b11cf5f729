using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Training;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>Default fits of tables: how much of them is not training.</summary>
internal static class FitWorks
{
    /// <param name="ml">Of the rows.</param>
    /// <param name="quick">A tenth of the steps, of the training and of the correction alike.</param>
    public static IEnumerable<UserWork> Of(MLContext ml, bool quick)
    {
        foreach (int count in new[] { 10_000, 100_000 })
        {
            IDataView data = ml.Data.Cache(UserRows.Table(ml, count));
            double training = 0;
            yield return new($"fit of {count} x {UserRows.Numbers}, steps aside", () => AsideFromSteps(ml, data, quick, out training), "its steps", () => training, 1) { MostTurns = 3 };
        }
        if (quick)
            yield break;
        IDataView survey = ml.Data.Cache(UserRows.SmallIntegers(ml, 5800));
        yield return new($"fit of 5800 x {UserRows.Integers} small integers", () => { ml.Ple.GenerativeTrainer(new GenerativeTrainerOptions { Seed = 1 }).Fit(survey).Dispose(); return null; }, "", null, 1) { MostTurns = 3 };
    }

    /// <summary>Milliseconds of a fit that no optimiser step takes: reading, the choice of the correction's weight, the latent mixture.</summary>
    private static double AsideFromSteps(MLContext ml, IDataView data, bool quick, out double steps)
    {
        var clock = new StepClock();
        var options = new GenerativeTrainerOptions { ConditionColumnName = "Label", Seed = 1, Progress = clock };
        if (quick)
            options = new() { ConditionColumnName = "Label", Seed = 1, Progress = clock, Steps = options.Steps / 10, Correction = new() { Steps = options.Correction.Steps / 10 } };
        var watch = Stopwatch.StartNew();
        ml.Ple.GenerativeTrainer(options).Fit(data).Dispose();
        steps = clock.Milliseconds;
        return watch.Elapsed.TotalMilliseconds - steps;
    }
}
