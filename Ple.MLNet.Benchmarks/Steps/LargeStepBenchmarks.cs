namespace Ple.MLNet.Benchmarks.Steps;

public class LargeStepBenchmarks() : StepBenchmarks(TrainingStep.LargeModel);
