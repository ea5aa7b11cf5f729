using System.CommandLine;
using System.Globalization;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.SelfConsume;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.Collapse;

/// <summary><c>collapse</c>: self-consuming loops of densities that cost next to nothing, many runs long, beside the formulas of the literature.</summary>
internal static class CollapseCommand
{
    private const string CsvName = "collapse.csv";

    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "smoke: 20 runs of 10 generations; default: 100 of 30; paper: 100 of 100.", DefaultValueFactory = _ => "default" };
        preset.AcceptOnlyFromAmong("smoke", "default", "paper");
        var kind = new Option<string>("--kind") { Description = "What a generation is fitted to, with commas: replace, accumulate, subsample, fresh, mixed", DefaultValueFactory = _ => "replace,accumulate,subsample,fresh" };
        var family = new Option<string>("--family") { Description = "Only worlds of this family" };
        family.AcceptOnlyFromAmong([.. CollapseWorld.All.Select(world => world.Family).Distinct()]);
        var dimension = new Option<int?>("--dimension") { Description = "Only worlds of so many dimensions: 1, 10 or 100" };
        var output = new Option<string>("--output") { Description = "Folder for the results; made if absent", DefaultValueFactory = _ => "out" };
        var threads = new Option<int>("--threads") { Description = "Runs side by side", DefaultValueFactory = _ => 1 };
        threads.Validators.Add(Validate.Between(1, 256));
        var command = new Command("collapse", "Gaussians of 1, 10 and 100 dimensions, a kernel density and a mixture on their own rows: squared error of the mean, trace, determinant, likelihood.")
        {
            preset, kind, family, dimension, output, threads,
        };
        command.SetWork((arguments, console, cancellation) =>
        {
            (int runs, int generations) = arguments.GetValue(preset) switch { "smoke" => (20, 10), "paper" => (100, 100), _ => (100, 30) };
            (string? ofFamily, int? ofDimension) = (arguments.GetValue(family), arguments.GetValue(dimension));
            CollapseWorld[] worlds = [.. CollapseWorld.All.Where(world => world.Family == (ofFamily ?? world.Family) && world.Dimension == (ofDimension ?? world.Dimension))];
            if (worlds.Length == 0)
                throw new UserErrorException("There is no such world: kernel density and mixture have one dimension, the Gaussians 1, 10 and 100.");
            IReadOnlyList<ConsumptionKind> kinds = ConsumptionKind.Of(arguments.GetRequiredValue(kind).Split(','));
            string folder = OutputCheck.Folder(arguments.GetRequiredValue(output), [CsvName, .. FigureFiles.Names(CollapseFigure.MeanName), .. FigureFiles.Names(CollapseFigure.TraceName)]);
            var experiment = new CollapseExperiment(runs, generations, arguments.GetValue(threads));
            var curves = new List<CollapseCurve>();
            Stages.Show(console, stages =>
            {
                foreach (CollapseWorld world in worlds)
                {
                    foreach (ConsumptionKind data in kinds)
                    {
                        curves.AddRange(stages.Run($"{world.Name}: {data.Name}", _ => world.Methods.Select(method => experiment.Run(world, method, data, cancellation)).ToArray()));
                        CollapseCsv.Write(Path.Combine(folder, CsvName), curves);
                    }
                }
                CollapseFigure.Save(folder, curves);
                stages.Say($"results are in {folder}");
            });
            console.Write(Table(curves, runs));
        });
        return command;
    }

    private static Table Table(IReadOnlyList<CollapseCurve> curves, int runs)
    {
        Table table = new Table().Title($"{runs} runs each; mean ± standard error in the last generation; in brackets the largest distance from theory, up to generation n, in standard errors");
        table.AddColumns("world", "kind", "method", "generation", "squared error of the mean", "trace ratio", "median trace ratio", "median log determinant", "log-likelihood, first", "last");
        foreach (CollapseCurve curve in curves)
        {
            CollapsePoint Last(IReadOnlyList<CollapsePoint> points) => points.Last(p => p.Mean.Count > 0 || double.IsInfinity(p.Median));
            string Distance(double? distance) => distance is { } d ? string.Create(CultureInfo.InvariantCulture, $" ({d:0.0})") : "";
            table.AddRow(curve.World.Name, curve.Kind, curve.Method, $"{curve.SquaredError.Count - 1}",
                Last(curve.SquaredError).Mean.ToString("0.0000") + Distance(curve.Distance(curve.SquaredError, CollapseTheory.SquaredErrorOfMean)),
                Last(curve.TraceRatio).Mean.ToString("0.0000") + Distance(curve.Distance(curve.TraceRatio, CollapseTheory.TraceRatio)),
                Last(curve.TraceRatio).Median.ToString("0.0000", CultureInfo.InvariantCulture), Last(curve.LogDeterminant).Median.ToString("0.00", CultureInfo.InvariantCulture),
                curve.LogLikelihood[0].Mean.ToString("0.000"), Last(curve.LogLikelihood).Mean.ToString("0.000"));
        }
        return table;
    }
}
