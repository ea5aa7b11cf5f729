using System.CommandLine;
using Ple.MLNet.Images;

namespace Ple.MLNet.Samples.Images;

/// <summary>Which network judges images.</summary>
/// <param name="Name">As written on the command line.</param>
/// <param name="Network">Of each oracle.</param>
/// <param name="Count">Oracles, which differ in their seed.</param>
/// <param name="Epochs">Passes of each over its images; null leaves it to the preset.</param>
internal sealed record OracleChoice(string Name, ImageClassifierNetwork Network, int Count, int? Epochs)
{
    /// <summary>Three small networks: quick, and one or another moves a FID by more than methods differ.</summary>
    public static OracleChoice Small { get; } = new("small", ImageClassifierNetwork.Small, OracleCommittee.Count, Epochs: null);

    /// <summary>One pass of one large network takes half an hour for MNIST.</summary>
    public static OracleChoice ResNet18 { get; } = new("resnet-18", ImageClassifierNetwork.ResNet18, Count: 1, Epochs: 1);

    private static IReadOnlyList<OracleChoice> All { get; } = [Small, ResNet18];

    /// <summary><c>--oracle</c></summary>
    public static Option<string> Option()
    {
        var option = new Option<string>("--oracle") { Description = "Network that judges the images: three small ones, or one large one, which takes half an hour to train and is kept", DefaultValueFactory = _ => Small.Name };
        option.AcceptOnlyFromAmong([.. All.Select(choice => choice.Name)]);
        return option;
    }

    /// <param name="name">As the user gave it.</param>
    public static OracleChoice Of(string name) => All.Single(choice => choice.Name == name);

    /// <summary>The options of such oracles.</summary>
    /// <param name="options">Of the preset.</param>
    public OracleOptions Options(OracleOptions options) => options with { Network = Network, Epochs = Epochs ?? options.Epochs };
}
