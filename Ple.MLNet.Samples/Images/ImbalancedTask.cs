namespace Ple.MLNet.Samples.Images;

/// <summary>Two classes of a data set, one made rare, alone or among all others: rows to learn from, to choose settings by, and to score against.</summary>
/// <param name="Training">Shuffled rows: the majority class is <c>ratio</c> times as frequent as the minority class, and so is every other class.</param>
/// <param name="Validation">Rows apart from the training rows, a tenth as many, at the same ratio.</param>
/// <param name="HeldOut">All test images of the classes.</param>
internal sealed record ImbalancedTask(byte Majority, byte Minority, ImageDataSet Training, ImageDataSet Validation, ImageDataSet HeldOut)
{
    /// <summary>Of the task that settings are chosen on; those of reported tasks are below it.</summary>
    public const int TuningSeed = 1000;

    private const double ValidationShare = 0.1;
    private const int FewestRows = 10;

    /// <summary>The share of the minority class among the training rows.</summary>
    public double MinorityFrequency => (double)Training.Positions(Minority).Length / Training.Count;

    /// <summary>The ratio as it came out: rows are whole.</summary>
    public double ImbalanceRatio => (double)Training.Positions(Majority).Length / Training.Positions(Minority).Length;

    /// <summary>The majority class, the minority class, and all others that take part.</summary>
    public byte[] Labels => [Majority, Minority, .. HeldOut.Labels.ToArray().Distinct().Order().Where(label => label != Majority && label != Minority)];

    /// <summary>Their names.</summary>
    public string[] Classes => [.. Labels.Select(ClassName.Of)];

    /// <param name="ratio">Majority rows for each minority row, at least 1.</param>
    /// <param name="majorityRows">At most so many training rows of the majority class; fewer where a class has not enough images.</param>
    /// <param name="seed">Chooses the rows.</param>
    /// <param name="amongAll">Whether all other classes take part, each with as many rows as the majority class.</param>
    /// <exception cref="UserErrorException">A class is absent or has too few images.</exception>
    public static ImbalancedTask Select(ImageFolder images, byte majority, byte minority, double ratio, int majorityRows, int seed, bool amongAll = false)
    {
        if (majority == minority)
            throw new UserErrorException($"Majority and minority are both class {majority}: choose two classes.");
        if (!(ratio >= 1 && double.IsFinite(ratio)))
            throw new UserErrorException($"The imbalance ratio is {ratio}: it must be 1 or more.");
        var random = new Random(seed);
        byte[] labels = [majority, minority, .. amongAll ? images.Training.Labels.ToArray().Distinct().Order().Where(label => label != majority && label != minority) : []];
        int[][] shuffled = [.. labels.Select(label => Shuffled(images.Training, label, random))];
        int[] heldOut = [.. labels.SelectMany(label => TestImages(images.Test, label))];

        double mostMajority = labels.Zip(shuffled, (label, rows) => label == minority ? rows.Length * ratio : rows.Length).Min() / (1 + ValidationShare);
        int majorityCount = (int)Math.Min(majorityRows, mostMajority), minorityCount = (int)Math.Round(majorityCount / ratio);
        if (minorityCount < FewestRows)
            throw new UserErrorException($"At ratio {ratio} only {minorityCount} training rows of class {minority} are left beside {majorityCount} of " +
                $"class {majority}; at least {FewestRows} are needed. Lower the imbalance ratio or choose classes with more images.");

        List<int> training = [], validation = [];
        foreach ((byte label, int[] rows) in labels.Zip(shuffled))
        {
            int count = label == minority ? minorityCount : majorityCount;
            training.AddRange(rows[..count]);
            validation.AddRange(rows[count..(count + (int)(count * ValidationShare))]);
        }
        int[] mixed = [.. training];
        random.Shuffle(mixed);
        return new(majority, minority, images.Training.Select(mixed), images.Training.Select(validation), images.Test.Select(heldOut));
    }

    private static int[] Shuffled(ImageDataSet images, byte label, Random random)
    {
        int[] positions = images.Positions(label);
        if (positions.Length == 0)
            throw new UserErrorException($"The training images hold no class {label}. Classes found: {Found(images)}.");
        random.Shuffle(positions);
        return positions;
    }

    private static int[] TestImages(ImageDataSet images, byte label)
    {
        int[] positions = images.Positions(label);
        return positions.Length >= FewestRows ? positions
            : throw new UserErrorException($"Only {positions.Length} test images are of class {label}; at least {FewestRows} are needed to score against.");
    }

    private static string Found(ImageDataSet images) => string.Join(", ", images.Labels.ToArray().Distinct().Order());
}
