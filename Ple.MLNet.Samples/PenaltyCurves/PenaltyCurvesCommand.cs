using System.CommandLine;
using System.Globalization;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;
using TorchSharp;

namespace Ple.MLNet.Samples.PenaltyCurves;

/// <summary><c>penalty-curves</c>: why a hypernetwork has to be invariant to the order of its rows (the paper's figures 10 to 12).</summary>
internal static class PenaltyCurvesCommand
{
    private const string Name = "penalty-curves";

    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "smoke: 20 epochs, 2 seeds; default and paper: 300 epochs, 5 seeds.", DefaultValueFactory = _ => "default" };
        var output = new Option<string>("--output") { Description = "Folder for penalty-curves.csv, .png and .svg; made if absent", DefaultValueFactory = _ => "out" };
        preset.AcceptOnlyFromAmong("smoke", "default", "paper");
        var command = new Command(Name, "Training and validation penalty of two hypernetworks that are trained without penalty (figures 10 to 12).") { preset, output };
        command.SetWork((arguments, console, cancellation) =>
        {
            (int epochs, int seeds) = arguments.GetValue(preset) == "smoke" ? (20, 2) : (300, 5);
            string folder = OutputCheck.Folder(arguments.GetRequiredValue(output), [$"{Name}.csv", .. FigureFiles.Names(Name)]);
            TorchBackend.EnsureLoaded();
            torch.set_num_threads(1);
            var curves = new List<PenaltyCurve>();
            Stages.Show(console, stages =>
            {
                for (int seed = 1; seed <= seeds; seed++)
                    curves.AddRange(stages.Run($"seed {seed}", _ => PenaltyExperiment.Run(seed, epochs, cancellation).ToArray()));
            });
            string path = Path.Combine(folder, Name);
            AtomicFile.WriteLines($"{path}.csv", ["network,seed,epoch,training_loss,validation_loss,training_penalty,validation_penalty", .. curves.Select(Line)]);
            PenaltyFigure.Save(path, curves);
            console.Write(Table(curves));
            console.WriteLine($"Written: {path}.csv, .png, .svg");
        });
        return command;
    }

    private static string Line(PenaltyCurve c) => string.Create(CultureInfo.InvariantCulture,
        $"{c.Network},{c.Seed},{c.Epoch},{c.TrainingLoss:g7},{c.ValidationLoss:g7},{c.TrainingPenalty:g7},{c.ValidationPenalty:g7}");

    private static Table Table(IReadOnlyList<PenaltyCurve> curves)
    {
        int last = curves.Max(c => c.Epoch);
        Table table = new Table().Title($"mean ± standard error over {curves.Select(c => c.Seed).Distinct().Count()} seeds").AddColumn("network");
        foreach (string column in (string[])["epoch", "training loss", "validation loss", "training penalty", "validation penalty"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (IGrouping<(string Network, int Epoch), PenaltyCurve> at in curves.Where(c => c.Epoch == 0 || c.Epoch == last / 4 || c.Epoch == last / 2 || c.Epoch == last).GroupBy(c => (c.Network, c.Epoch)))
        {
            string Mean(Func<PenaltyCurve, double> value) => MeanAndError.Of(at.Select(value)).ToString("0.000");
            table.AddRow(at.Key.Network, $"{at.Key.Epoch}", Mean(c => c.TrainingLoss), Mean(c => c.ValidationLoss), Mean(c => c.TrainingPenalty), Mean(c => c.ValidationPenalty));
        }
        return table;
    }
}
