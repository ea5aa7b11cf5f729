using System.CommandLine;
using Ple.MLNet.Classifiers;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Validation;
using Spectre.Console;

namespace Ple.MLNet.Samples.Imbalance;

/// <summary><c>imbalance</c>: what to do about an imbalanced table, in five minutes on one's own file.</summary>
internal static class ImbalanceCommand
{
    private const int SmokeRows = 500;

    private static readonly Dictionary<string, ThresholdGoal> _goals = new()
    {
        ["balanced-accuracy"] = ThresholdGoal.BalancedAccuracy, ["f1"] = ThresholdGoal.F1, ["accuracy"] = ThresholdGoal.Accuracy, ["youden"] = ThresholdGoal.Youden,
    };

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Delimited text with a header, UTF-8, gzipped or not. Without it, lending_club" };
        var label = new Option<string>("--label") { Description = "Column of the classes; needed with --data" };
        var goal = new Option<string>("--goal") { Description = "What decisions are tuned for: balanced-accuracy, f1, accuracy; of two classes youden", DefaultValueFactory = _ => "balanced-accuracy" };
        var budget = new Option<double?>("--budget") { Description = "Seconds to choose and fit in; without it, as long as it takes" };
        var rows = new Option<int?>("--rows") { Description = "Most rows to learn from, drawn from the table, 20 to 10,000,000" };
        var testShare = new Option<double>("--test-share") { Description = "Share of rows to set apart, 0 to 0.9; all candidates and ML.NET's defaults are then measured on them", DefaultValueFactory = _ => 0 };
        var seeds = new Option<int>("--seeds") { Description = "Repeats with other folds, 1 to 100", DefaultValueFactory = _ => 1 };
        var firstSeed = new Option<int>("--first-seed") { Description = "First of the seeds", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for report, model and CSV; made if absent", DefaultValueFactory = _ => "out" };
        var preset = new Option<string>("--preset") { Description = "smoke: 500 rows; default: all", DefaultValueFactory = _ => "default" };
        goal.AcceptOnlyFromAmong([.. _goals.Keys]);
        preset.AcceptOnlyFromAmong("smoke", "default");
        budget.Validators.Add(Validate.Between(1.0, 1e6));
        rows.Validators.Add(Validate.Between(20, 10_000_000));
        testShare.Validators.Add(Validate.Between(0.0, 0.9));
        seeds.Validators.Add(Validate.Between(1, 100));
        var command = new Command("imbalance", "Says what to do about an imbalanced table: compares classifiers on rows they have not seen, chooses one and its cut, and saves it.")
        {
            data, label, goal, budget, rows, testShare, seeds, firstSeed, output, preset,
        };
        Func<ParseResult, string, DelimitedOptions> columns = DelimitedOptions.AddTo(command);
        command.SetWork((arguments, console, cancellation) =>
        {
            string? file = arguments.GetValue(data);
            if (file is not null && arguments.GetValue(label) is null)
                throw new UserErrorException("--data needs --label, the column of the classes.");
            DelimitedOptions options = columns(arguments, arguments.GetValue(label) ?? ShippedTable.Label);
            ClassifierReport? report = null;
            Stages.Show(console, stages =>
            {
                string folder = arguments.GetRequiredValue(output);
                var table = new LabelledTable(stages.Run("reading", _ => DelimitedFile.Read(file ?? ShippedTable.File, options)), options, withDateParts: true);
                foreach (string warning in table.Warnings)
                    stages.Say($"warning: {warning}");
                if (table.RowsOfClasses.Count > 2 && arguments.GetRequiredValue(goal) == "youden")
                    throw new UserErrorException($"Column '{table.Label}' holds {table.RowsOfClasses.Count} classes, and Youden's J is of two: take another --goal.");
                var template = new BestClassifierOptions { TargetColumnName = "<target>", Goal = _goals[arguments.GetRequiredValue(goal)], BudgetSeconds = arguments.GetValue(budget) };
                report = new ImbalanceExperiment(table, template, arguments.GetValue(rows) ?? (arguments.GetValue(preset) == "smoke" ? SmokeRows : null), arguments.GetValue(testShare))
                    .Run(arguments.GetValue(firstSeed), arguments.GetValue(seeds), folder, stages, cancellation);
                stages.Say($"report, model and CSV are in {folder}");
            });
            console.Write(ImbalanceTable.OfColumns(report!.Profile));
            console.Write(ImbalanceTable.OfCandidates(report));
            foreach (string sentence in report.Advice)
                console.WriteLine(sentence);
        });
        return command;
    }
}
