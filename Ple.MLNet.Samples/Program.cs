using System.CommandLine;
using Ple.MLNet.Samples.Distributions;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Generate;
using Ple.MLNet.Samples.Mixtures;

var commands = new RootCommand("Generative models for imbalanced data by penalized autophagy estimation (PLE), with ML.NET.")
{
    DistributionsCommand.Create(),
    FairnessCommand.Create(),
    GenerateCommand.Create(),
    MixtureCommand.Create(),
};
return await commands.Parse(args).InvokeAsync();
