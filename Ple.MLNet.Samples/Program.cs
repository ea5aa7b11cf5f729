using System.CommandLine;
using Ple.MLNet.Samples.Distributions;

var root = new RootCommand("Experiments and scenarios of Ple.MLNet.")
{
    DistributionsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
