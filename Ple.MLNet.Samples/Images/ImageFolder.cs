namespace Ple.MLNet.Samples.Images;

/// <summary>The training and the test images of a folder that holds the four IDX files under their usual names.</summary>
internal sealed record ImageFolder(ImageDataSet Training, ImageDataSet Test)
{
    /// <summary>The MNIST files that come with the samples.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "Data", "mnist");

    /// <exception cref="UserErrorException">No such folder, a file is missing or damaged, or the files do not belong together.</exception>
    public static ImageFolder Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException($"There is no folder '{folder}'. Name a folder that holds the four IDX files.");
        ImageDataSet training = ImageDataSet.Read(Find(folder, "train-images-idx3-ubyte"), Find(folder, "train-labels-idx1-ubyte"));
        ImageDataSet test = ImageDataSet.Read(Find(folder, "t10k-images-idx3-ubyte"), Find(folder, "t10k-labels-idx1-ubyte"));
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
                "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, gzipped or not.");
    }
}
