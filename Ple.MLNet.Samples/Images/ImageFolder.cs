namespace Ple.MLNet.Samples.Images;

/// <summary>The training and the test images of a folder that holds the four IDX files, or CIFAR-10's six binary files, under their usual names.</summary>
internal sealed record ImageFolder(ImageDataSet Training, ImageDataSet Test)
{
    private static readonly string[] _names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
    private static readonly string[] _cifarNames = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin"), "test_batch.bin"];

    /// <summary>The MNIST files that come with the samples.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "Data", "mnist");

    /// <summary>Paths of the files that <see cref="Read"/> reads: of IDX files images and labels of the training rows, then of the test rows; of CIFAR-10 five of training images and one of test images.</summary>
    /// <exception cref="UserErrorException">No such folder, or a file is missing.</exception>
    public static IReadOnlyList<string> Files(string folder) => !Directory.Exists(folder)
        ? throw new UserErrorException($"There is no folder '{folder}'. Name a folder that holds the four IDX files, or CIFAR-10's six binary files.")
        : IsCifar(folder) ? [.. _cifarNames.Select(name => FindCifar(folder, name))] : [.. _names.Select(name => Find(folder, name))];

    /// <exception cref="UserErrorException">No such folder, a file is missing or damaged, or the files do not belong together.</exception>
    public static ImageFolder Read(string folder)
    {
        IReadOnlyList<string> files = Files(folder);
        if (IsCifar(folder))
            return new(CifarFile.Read([.. files.SkipLast(1)]), CifarFile.Read([files[^1]]));
        ImageDataSet training = ImageDataSet.Read(files[0], files[1]), test = ImageDataSet.Read(files[2], files[3]);
        if ((training.Width, training.Height) != (test.Width, test.Height))
            throw new UserErrorException($"In '{folder}' training images are {training.Width} x {training.Height} but test images " +
                $"{test.Width} x {test.Height}: take all four files from the same data set.");
        return new(training, test);
    }

    private static bool IsCifar(string folder) => _cifarNames.Any(name => File.Exists(Path.Combine(folder, name)));

    private static string FindCifar(string folder, string name) => File.Exists(Path.Combine(folder, name)) ? Path.Combine(folder, name)
        : throw new UserErrorException($"'{folder}' holds binary files of CIFAR-10, but not '{name}'. All six are needed: {string.Join(", ", _cifarNames)}.");

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name), compressed = plain + ".gz";
        return File.Exists(plain) ? plain
            : File.Exists(compressed) ? compressed
            : throw new UserErrorException($"'{folder}' holds neither '{name}' nor '{name}.gz'. Four IDX files are needed: " +
                $"{string.Join(", ", _names)}, gzipped or not; or CIFAR-10's binary files.");
    }
}
