using System.CommandLine;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Options for a generative model of images and its sizes.</summary>
internal sealed class ModelArguments
{
    private readonly Option<string> _preset = new("--preset") { Description = "Sizes of the run", DefaultValueFactory = _ => FairnessPreset.Default.Name };
    private readonly Option<string> _model;

    private ModelArguments(FairnessModel usual) => _model = new("--model") { Description = "Generative model", DefaultValueFactory = _ => usual.Name };

    /// <param name="command">Gets the options.</param>
    /// <param name="usual">The model without <c>--model</c>.</param>
    public static ModelArguments AddTo(Command command, FairnessModel usual)
    {
        var added = new ModelArguments(usual);
        added._model.AcceptOnlyFromAmong([.. FairnessModel.All.Select(m => m.Name)]);
        added._preset.AcceptOnlyFromAmong([.. FairnessPreset.All.Select(p => p.Name)]);
        command.Add(added._model);
        command.Add(added._preset);
        return added;
    }

    public FairnessModel Model(ParseResult arguments) => FairnessModel.All.Single(m => m.Name == arguments.GetValue(_model));

    public FairnessPreset Preset(ParseResult arguments) => FairnessPreset.All.Single(p => p.Name == arguments.GetValue(_preset));
}
