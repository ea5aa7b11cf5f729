using System.CommandLine;
using Ple.MLNet.Samples.Augment;
using Ple.MLNet.Samples.Collapse;
using Ple.MLNet.Samples.Distributions;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Generate;
using Ple.MLNet.Samples.Imbalance;
using Ple.MLNet.Samples.LearningCurve;
using Ple.MLNet.Samples.LongTail;
using Ple.MLNet.Samples.MadeTables;
using Ple.MLNet.Samples.Mixtures;
using Ple.MLNet.Samples.OwnModel;
using Ple.MLNet.Samples.PenaltyCurves;
using Ple.MLNet.Samples.SelfConsume;
using Ple.MLNet.Samples.Tabular;

var commands = new RootCommand("Generative models for imbalanced data by penalized autophagy estimation (PLE), with ML.NET.")
{
    ImbalanceCommand.Create(),
    FairnessCommand.Create(),
    LongTailCommand.Create(),
    LearningCurveCommand.Create(),
    SelfConsumeCommand.Create(),
    CollapseCommand.Create(),
    GenerateCommand.Create(),
    TabularCommand.Create(),
    AugmentCommand.Create(),
    DistributionsCommand.Create(),
    MixtureCommand.Create(),
    OwnModelCommand.Create(),
    PenaltyCurvesCommand.Create(),
    MakeTableCommand.Create(),
    OtherProcess.Create(),
};
// CommandRunner handles signals itself: System.CommandLine's way does not tell which signal it was.
return await commands.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
