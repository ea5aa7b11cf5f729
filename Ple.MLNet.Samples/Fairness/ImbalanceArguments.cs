using System.CommandLine;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Options that say which class of images is rare, and how rare.</summary>
internal sealed class ImbalanceArguments
{
    private readonly Option<byte> _majority = new("--majority") { Description = "Frequent class, a label of the images", DefaultValueFactory = _ => 3 };
    private readonly Option<byte> _minority = new("--minority") { Description = "Rare class, a label of the images", DefaultValueFactory = _ => 6 };
    private readonly Option<double> _ratio = new("--imbalance-ratio") { Description = "Frequent images for each rare one, 1 to 1000", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _allClasses = new("--all-classes") { Description = "Train on all classes of the images, each but the rare one as frequent as the frequent one" };

    private ImbalanceArguments()
    {
    }

    public static ImbalanceArguments AddTo(Command command)
    {
        var added = new ImbalanceArguments();
        added._ratio.Validators.Add(Validate.Between(1.0, 1000.0));
        foreach (Option option in new Option[] { added._majority, added._minority, added._ratio, added._allClasses })
            command.Add(option);
        return added;
    }

    public FairnessPair Pair(ParseResult arguments) => new(arguments.GetValue(_majority), arguments.GetValue(_minority), IsAmongAll(arguments));

    public bool IsAmongAll(ParseResult arguments) => arguments.GetValue(_allClasses);

    public double Ratio(ParseResult arguments) => arguments.GetValue(_ratio);
}
