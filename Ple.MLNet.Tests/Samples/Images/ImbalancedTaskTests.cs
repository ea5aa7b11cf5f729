using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class ImbalancedTaskTests
{
    private static readonly ImageFolder _images = TinyImages.BarsFolder(); // 200 training and 100 test images of each class

    [TestMethod]
    public void RowsAreCountedByTheRatio()
    {
        ImbalancedTask task = ImbalancedTask.Select(_images, majority: 0, minority: 2, ratio: 5, majorityRows: 100, seed: 1);
        Assert.AreEqual((100, 20), Counts(task.Training));
        Assert.AreEqual((10, 2), Counts(task.Validation));
        Assert.AreEqual((100, 100), Counts(task.HeldOut));
        Assert.AreEqual(5.0, task.ImbalanceRatio, 1e-12);
        Assert.AreEqual(1.0 / 6, task.MinorityFrequency, 1e-12);
    }

    [TestMethod]
    public void AmongAllEveryOtherClassIsAsFrequentAsTheMajority()
    {
        ImbalancedTask task = ImbalancedTask.Select(_images, majority: 0, minority: 2, ratio: 5, majorityRows: 100, seed: 1, amongAll: true);
        CollectionAssert.AreEqual(new[] { 100, 100, 20 }, (int[])[.. new byte[] { 0, 1, 2 }.Select(label => task.Training.Positions(label).Length)]);
        Assert.AreEqual(300, task.HeldOut.Count);
        CollectionAssert.AreEqual(new[] { "0", "2", "1" }, task.Classes);
        Assert.AreEqual(5.0, task.ImbalanceRatio, 1e-12);
        Assert.AreEqual(1.0 / 11, task.MinorityFrequency, 1e-12);
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(1.5)]
    [DataRow(7.0)]
    [DataRow(18.0)]
    public void AClassThatIsTooSmallShrinksTheTaskAtTheSameRatio(double ratio)
    {
        ImbalancedTask task = ImbalancedTask.Select(_images, 0, 2, ratio, majorityRows: 1_000_000, seed: 1);
        (int majority, int minority) = Counts(task.Training);
        Assert.IsInRange(175, 182, majority);
        Assert.AreEqual(majority / ratio, minority, 0.5);
        Assert.IsLessThanOrEqualTo(200, minority + Counts(task.Validation).Minority);
    }

    [TestMethod]
    public void TrainingAndValidationShareNoImage()
    {
        ImbalancedTask task = ImbalancedTask.Select(_images, 0, 2, ratio: 2, majorityRows: 150, seed: 3);
        HashSet<string> training = [.. Keys(task.Training)];
        Assert.HasCount(task.Training.Count, training);
        Assert.IsFalse(Keys(task.Validation).Any(training.Contains));
    }

    [TestMethod]
    public void TheSeedChoosesTheRows()
    {
        string[] Rows(int seed) => Keys(ImbalancedTask.Select(_images, 0, 2, ratio: 2, majorityRows: 100, seed).Training);
        CollectionAssert.AreEqual(Rows(1), Rows(1));
        CollectionAssert.AreNotEquivalent(Rows(1), Rows(2));
    }

    [TestMethod]
    public void ImpossibleTasksAreUserErrors()
    {
        Fails(majority: 0, minority: 0, ratio: 2, "choose two classes");
        Fails(majority: 0, minority: 9, ratio: 2, "no class 9. Classes found: 0, 1, 2");
        Fails(majority: 0, minority: 2, ratio: 0.5, "must be 1 or more");
        Fails(majority: 0, minority: 2, ratio: double.NaN, "must be 1 or more");
        Fails(majority: 0, minority: 2, ratio: 50, "only 4 training rows of class 2");
    }

    private static void Fails(byte majority, byte minority, double ratio, string message) => StringAssert.Contains(
        Assert.ThrowsExactly<UserErrorException>(() => ImbalancedTask.Select(_images, majority, minority, ratio, majorityRows: 1000, seed: 1)).Message, message);

    private static (int Majority, int Minority) Counts(ImageDataSet images) => (images.Positions(0).Length, images.Positions(2).Length);

    private static string[] Keys(ImageDataSet images) => [.. Enumerable.Range(0, images.Count).Select(i => string.Join(' ', images.Row(i)))];
}
