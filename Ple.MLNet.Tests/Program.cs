using Ple.MLNet.Tests.Training;
using Ple.MLNet.Training;
using Microsoft.Testing.Platform.Builder;
using Ple.MLNet.Tests;
using Ple.MLNet.Tests.Samples.Output;

if (args is [SlowWriter.Argument, string kind, string folder, string pause])
{
    SlowWriter.Run(kind, folder, long.Parse(pause));
    return 0;
}
if (args is [StoppingFit.Argument, string model, string method, string phase, string step, string place])
{
    StoppingFit.Run(model, Enum.Parse<EstimationMethod>(method), Enum.Parse<TrainingPhase>(phase), int.Parse(step), place);
    return 0;
}
ITestApplicationBuilder builder = await TestApplication.CreateBuilderAsync(args);
builder.AddSelfRegisteredExtensions(args);
using ITestApplication tests = await builder.BuildAsync();
return await tests.RunAsync();
