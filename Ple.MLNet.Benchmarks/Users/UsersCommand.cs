using System.Globalization;
using Microsoft.ML;
using Ple.MLNet.Benchmarks.Peers;
using Ple.MLNet.Generation;
using Ple.MLNet.Training;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>What users wait for, beside the best other way to do it, on one thread.</summary>
internal static class UsersCommand
{
    /// <param name="python">Of the peers.</param>
    /// <param name="quick">Fewer turns and smaller work.</param>
    /// <param name="only">Work whose name contains it; null for all.</param>
    public static int Run(string python, bool quick, string? only)
    {
        TorchSharp.torch.set_num_threads(1);
        var peer = new PythonPeer(python);
        int turns = quick ? 5 : 15;
        Console.WriteLine($"{"milliseconds: least, median, most",-48}{"ours",28}{"peer",28}  {"ours / peer",12}{"us a row",10}");
        foreach (UserWork work in Works(peer, quick).Where(w => only is null || w.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            (double[] ours, double[] theirs) = Turns.Measure(Math.Min(turns, work.MostTurns), work.Ours, work.Theirs);
            string ratio = theirs.Length == 0 ? "" : (Turns.Median(ours) / Turns.Median(theirs)).ToString("0.00", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work.Name,-48}{Turns.Text(ours),28}{Turns.Text(theirs),28}  {ratio,12}{1000 * Turns.Median(ours) / work.Units,10:0.00}  {work.Peer}"));
        }
        return 0;
    }

    private static IEnumerable<UserWork> Works(PythonPeer peer, bool quick)
    {
        var ml = new MLContext(seed: 1);
        int rows = quick ? 4096 : 32_768;
        using PleGenerativeTransformer images = ml.Ple.GenerativeTrainer(new GenerativeTrainerOptions { FeatureColumnName = "Values", Likelihood = Models.Likelihood.Bernoulli, Steps = 50, Correction = new() { Kind = CorrectionKind.None }, Seed = 1 })
            .Fit(UserRows.Images(ml, 2000));
        var bareImages = new BareLoop(images.Fitted, rows, condition: -1);
        yield return new($"{rows} rows of 784 pixels", Turns.Clocked(() => UserRows.Read(images.Generate(rows))), $"decode and draw, blocks of {bareImages.BlockSize}", Turns.Clocked(bareImages.Run), rows);

        using PleGenerativeTransformer table = ml.Ple.GenerativeTrainer(new GenerativeTrainerOptions { ConditionColumnName = "Class", Steps = 50, Correction = new() { Kind = CorrectionKind.None }, Seed = 1 })
            .Fit(UserRows.MixedTable(ml, 2000));
        var bareTable = new BareLoop(table.Fitted, rows, condition: 0);
        Action readTable = WarmUp.Of(() => UserRows.Read(table.Generate(rows, "good"))), saveTable = WarmUp.Of(() => SaveAsText(ml, table.Generate(rows)));
        IDataView cached = ml.Data.Cache(table.Generate(rows));
        Action saveCached = WarmUp.Of(() => SaveAsText(ml, cached));
        yield return new($"{rows} rows of a mixed table", Turns.Clocked(readTable), $"decode and draw, blocks of {bareTable.BlockSize}", Turns.Clocked(bareTable.Run), rows);
        yield return new($"{rows} rows of a mixed table as text", Turns.Clocked(saveTable), "the same rows, made before", Turns.Clocked(saveCached), rows);

        PredictionEngine<UserRows.OfClass, UserRows.Mixed> engine = ml.Model.CreatePredictionEngine<UserRows.OfClass, UserRows.Mixed>(table);
        (UserRows.OfClass good, UserRows.OfClass bad) = (new() { Class = "good" }, new() { Class = "bad" });
        yield return new("2048 calls of an engine, classes in turns", Turns.Clocked(() => Call(i => i % 2 == 0 ? good : bad)), "the same class", Turns.Clocked(() => Call(_ => good)), 2048);

        foreach (UserWork work in OverSamplingWork.Of(ml, peer, quick).Concat(TableTraining.Works(peer, quick)).Concat(HypernetworkStepWork.Works(quick)).Concat(FitWorks.Of(ml, quick)).Concat(QualityWorks.Of(ml, quick)))
            yield return work;

        void Call(Func<int, UserRows.OfClass> of)
        {
            for (int i = 0; i < 2048; i++)
                engine.Predict(of(i));
        }
    }

    private static void SaveAsText(MLContext ml, IDataView rows)
    {
        using Stream nowhere = Stream.Null;
        ml.Data.SaveAsText(rows, nowhere);
    }
}
