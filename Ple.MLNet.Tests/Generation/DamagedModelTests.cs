using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;
using static Ple.MLNet.Tests.Generation.SmallGenerator;

namespace Ple.MLNet.Tests.Generation;

[TestClass]
public class DamagedModelTests
{
    private const int Copies = 300;
    private const long MostMemory = 100L << 20;

    /// <summary>
    /// Bytes changed anywhere in the file, the file cut short, and lengths forged: an exception with a message, or, where the damage met
    /// only bytes that carry nothing (dates of zip entries, the training schema), the same rows as before. Never other rows.
    /// </summary>
    [TestMethod]
    public void NoDamageCrashesOrGivesOtherRows()
    {
        var mlContext = new MLContext(seed: 1);
        using PleGenerativeTransformer generator = SmallGenerator.Fit(mlContext);
        float[][] expected = Read(generator.Generate(20));
        using var file = new MemoryStream();
        mlContext.Model.Save(generator, Data(mlContext).Schema, file);
        byte[] whole = file.ToArray();
        var random = new Random(7);
        int refused = 0;
        long before = Peak();
        for (int copy = 0; copy < Copies; copy++)
        {
            try
            {
                ITransformer loaded = new MLContext().Model.Load(new MemoryStream(Damage(whole, copy, random)), out _);
                using var owner = loaded as IDisposable;
                AssertSame(expected, Read(((PleGenerativeTransformer)loaded).Generate(20)));
            }
            catch (Exception e) when (e is not AssertFailedException)
            {
                Assert.AreNotEqual("", e.Message);
                Assert.IsNotInstanceOfType<NullReferenceException>(e.GetBaseException());
                Assert.IsNotInstanceOfType<OutOfMemoryException>(e.GetBaseException());
                refused++;
            }
        }
        Console.WriteLine($"{refused} of {Copies} refused, {Copies - refused} harmless; peak memory grew by {(Peak() - before) >> 20} MB");
        Assert.IsGreaterThan(Copies / 2, refused);
        Assert.IsLessThan(MostMemory, Peak() - before);
    }

    private static byte[] Damage(byte[] whole, int copy, Random random)
    {
        byte[] damaged = [.. whole];
        switch (copy % 3)
        {
            case 0: // 1 to 8 bytes changed
                for (int i = random.Next(1, 9); i > 0; i--)
                    damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
                return damaged;
            case 1: // cut short
                return damaged[..random.Next(damaged.Length)];
            default: // four or eight bytes in a row that read as a huge number
                random.NextBytes(damaged.AsSpan(random.Next(damaged.Length - 8), random.Next(2) == 0 ? 4 : 8));
                return damaged;
        }
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
