using System.Text.Json;
using Microsoft.ML;

namespace Ple.MLNet.SelfConsumption;

/// <summary>Generations in a folder: a model file of each, and their scores in one JSON file that is written last, so that it never names a model that is not whole.</summary>
internal sealed class GenerationStore<TTransformer>
    where TTransformer : class, ITransformer
{
    private const string ScoresName = "generations.json";
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    private readonly MLContext _mlContext;
    private readonly string _folder;
    private readonly Content _content;

    public GenerationStore(MLContext mlContext, string folder, SelfConsumingLoopOptions options, long rows, int seed)
    {
        (_mlContext, _folder) = (mlContext, folder);
        Directory.CreateDirectory(folder);
        var loop = new Loop(rows, seed, options.Data.KeepsEarlier, $"{options.Data.Real}", options.Data.RealShare, options.Data.IsSubsampled, options.Curation?.Text, options.RealWeight?.Text,
            options.ClassMix is { } mix ? string.Join(' ', mix.OrderBy(m => $"{m.Key}", StringComparer.Ordinal).Select(m => FormattableString.Invariant($"{m.Key}={m.Value:r}"))) : null, options.ScoredRows, [.. options.Metrics.Select(m => m.Name)]);
        _content = new(loop, []);
        if (!File.Exists(ScoresPath))
            return;
        Content? kept;
        try
        {
            kept = JsonSerializer.Deserialize<Content>(File.ReadAllText(ScoresPath), _json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{ScoresPath}' is damaged: {e.Message} Delete the folder to begin anew.", e);
        }
        if (kept is null || JsonSerializer.Serialize(kept.Loop) != JsonSerializer.Serialize(loop))
            throw new InvalidOperationException($"'{ScoresPath}' is of another loop (other data, rows, seed or metrics): name another {nameof(SelfConsumingLoopOptions.Folder)}, or delete it.");
        _content = kept;
    }

    private string ScoresPath => Path.Combine(_folder, ScoresName);

    /// <summary>A generation that was done before; null where it was not.</summary>
    public (TTransformer Model, GenerationScores Scores)? Read(int generation)
    {
        if (generation >= _content.Generations.Count)
            return null;
        Kept kept = _content.Generations[generation];
        ITransformer model = _mlContext.Model.Load(ModelPath(generation), out _);
        return (model as TTransformer ?? throw new InvalidDataException($"'{ModelPath(generation)}' holds a {model.GetType().Name}, not a {typeof(TTransformer).Name}."),
            new(generation, kept.Rows, kept.Seconds, kept.Metrics));
    }

    public void Write(TTransformer model, DataViewSchema schema, GenerationScores scores)
    {
        WriteWhole(ModelPath(scores.Generation), file => _mlContext.Model.Save(model, schema, file));
        _content.Generations.Add(new(scores.Rows, scores.Seconds, new Dictionary<string, double?>(scores.Metrics)));
        WriteWhole(ScoresPath, file => JsonSerializer.Serialize(file, _content, _json));
    }

    private string ModelPath(int generation) => Path.Combine(_folder, $"generation-{generation}.zip");

    private static void WriteWhole(string path, Action<Stream> write)
    {
        string part = path + ".part";
        using (FileStream file = File.Create(part))
            write(file);
        File.Move(part, path, overwrite: true);
    }

    private sealed record Loop(long Rows, int Seed, bool KeepsEarlier, string Real, double RealShare, bool IsSubsampled, string? Curation, string? RealWeight, string? ClassMix, long? ScoredRows, string[] Metrics);

    private sealed record Kept(long Rows, double Seconds, Dictionary<string, double?> Metrics);

    private sealed record Content(Loop Loop, List<Kept> Generations);
}
