namespace Ple.MLNet.Samples.Images;

/// <summary>The training and the test images of a folder that holds the four IDX files under their usual names.</summary>
internal sealed record ImageFolder(ImageDataSet Training, ImageDataSet Test)
{
    private static readonly string[] _names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>The MNIST files that come with the samples.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "Data", "mnist");

    /// <summary>Paths of the files that <see cref="Read"/> reads: images and labels of the training rows, then of the test rows.</summary>
    /// <exception cref="UserErrorException">No such folder, or a file is missing.</exception>
    public static IReadOnlyList<string> Files(string folder) => Directory.Exists(folder)
        ? [.. _names.Select(name => Find(folder, name))]
        : throw new UserErrorException($"There is no folder '{folder}'. Name a folder that holds the four IDX files.");

    /// <exception cref="UserErrorException">No such folder, a file is missing or damaged, or the files do not belong together.</exception>
    public static ImageFolder Read(string folder)
    {
        IReadOnlyList<string> files = Files(folder);
        ImageDataSet training = ImageDataSet.Read(files[0], files[1]), test = ImageDataSet.Read(files[2], files[3]);
        if ((training.Width, training.Height) != (test.Width, test.Height))
            throw new UserErrorException($"In '{folder}' training images are {training.Width} x {training.Height} but test images " +
                $"{test.Width} x {test.Height}: take all four files from the same data set.");
        return new(training, test);
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name), compressed = plain + ".gz";
        return File.Exists(plain) ? plain
            : File.Exists(compressed) ? compressed
            : throw new UserErrorException($"'{folder}' holds neither '{name}' nor '{name}.gz'. Four IDX files are needed: " +
                $"{string.Join(", ", _names)}, gzipped or not.");
    }
}
