namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>A model and the data that it consumes.</summary>
internal interface IConsumptionSubject : IDisposable
{
    /// <summary>As written on the command line and in the CSV file.</summary>
    string Model { get; }

    /// <summary>All methods that there are; the first is the baseline.</summary>
    IReadOnlyList<string> Methods { get; }

    /// <summary>Those that are compared where the command line names none.</summary>
    IReadOnlyList<string> Compared { get; }

    /// <summary>What a user should know of the loops so far, such as a learning rate at the edge of those tried.</summary>
    IReadOnlyCollection<string> Warnings => [];

    /// <summary>Files that its pictures are written to.</summary>
    IEnumerable<string> Pictures(IReadOnlyList<string> methods, IReadOnlyList<ConsumptionKind> kinds);

    /// <summary>The same seed gives the same task.</summary>
    ConsumptionTask Task(int seed, string folder, CancellationToken cancellation);
}
