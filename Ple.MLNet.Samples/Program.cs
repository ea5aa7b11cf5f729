using System.CommandLine;
using Ple.MLNet.Samples.Distributions;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Generate;

var commands = new RootCommand("Generative models for imbalanced data by penalized autophagy estimation (PLE), with ML.NET.")
{
    FairnessCommand.Create(),
    GenerateCommand.Create(),
    DistributionsCommand.Create(),
};
return await commands.Parse(args).InvokeAsync();
