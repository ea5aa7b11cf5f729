using System.Text.Json;
using System.Text.Json.Serialization;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Generation;

/// <summary>The kinds of generative model that a saved file may name, and their options as it holds them: a name, and JSON of that kind's own properties.</summary>
internal static class ModelKinds
{
    private const int LongestOptions = 1_000_000;

    private static readonly JsonSerializerOptions _json = new() { MaxDepth = 16, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static KindRegistry<GenerativeModelOptions> Known { get; } = new KindRegistry<GenerativeModelOptions>("kind of model")
        .WithOwn("vae", () => new VaeOptions())
        .WithOwn("flow", () => new FlowOptions());

    /// <exception cref="InvalidOperationException">The kind has no name.</exception>
    public static void Write(BinaryWriter writer, GenerativeModelOptions options)
    {
        writer.Write(Known.NameOf(options.GetType()) ?? throw new InvalidOperationException($"A model of {options.GetType()} cannot be saved before its kind has " +
            "a name by which it is found again: call PleKinds.Register(\"a name\", () => new ...()), here and in every program that loads the model."));
        writer.Write(JsonSerializer.Serialize(options, options.GetType(), _json));
    }

    /// <exception cref="InvalidDataException">Options that are none of the kind's.</exception>
    public static GenerativeModelOptions Read(PayloadReader reader)
    {
        Type type = Known.Create(reader.ReadText()).GetType();
        string json = reader.ReadText();
        PayloadReader.Check(json.Length <= LongestOptions, "the model's options are too long");
        try
        {
            var options = (GenerativeModelOptions?)JsonSerializer.Deserialize(json, type, _json);
            PayloadReader.Check(options is not null, "the model has no options");
            options!.Validate();
            return options;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"the model's options cannot be read: {e.Message}", e);
        }
    }
}
