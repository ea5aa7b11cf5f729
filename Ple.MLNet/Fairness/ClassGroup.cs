using Ple.MLNet.Scoring;

namespace Ple.MLNet.Fairness;

/// <summary>Classes of similar size, scored together.</summary>
public sealed class ClassGroup
{
    internal ClassGroup(string name, IReadOnlyList<string> classes, FeatureScores scores) => (Name, Classes, Scores) = (name, classes, scores);

    /// <summary>"head" (more than 100 training rows a class), "medium" (20 to 100) or "tail" (fewer), as long-tailed recognition divides them (Liu et al. 2019).</summary>
    public string Name { get; }

    /// <summary>Its classes, most training rows first.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>All metrics of the features of its classes together.</summary>
    public FeatureScores Scores { get; }
}
