namespace Ple.MLNet.Benchmarks.Steps;

public class SmallStepBenchmarks() : StepBenchmarks(TrainingStep.SmallModel);
