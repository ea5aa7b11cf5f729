using System.Text.Json;
using System.Text.Json.Serialization;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Generation;

/// <summary>The kinds of generative model that a saved file may name, and their options as it holds them: a name, and JSON of that kind's own properties.</summary>
internal static class ModelKinds
{
    private const int LongestOptions = 1_000_000;

    private static readonly JsonSerializerOptions _json = new() { MaxDepth = 16, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new KindConverter() } };

    public static KindRegistry<GenerativeModelOptions> Known { get; } = new KindRegistry<GenerativeModelOptions>("kind of model")
        .WithOwn("vae", () => new VaeOptions())
        .WithOwn("conv-vae", () => new ConvVaeOptions())
        .WithOwn("flow", () => new FlowOptions())
        .WithOwn("flow-matching", () => new FlowMatchingOptions())
        .WithOwn("gan", () => new GanOptions())
        .WithOwn("sequential-trees", () => new SequentialTreesOptions())
        .WithOwn("mixed-mixture", () => new MixedMixtureOptions())
        .WithOwn("adversarial-forest", () => new AdversarialForestOptions());

    /// <exception cref="InvalidOperationException">The kind has no name.</exception>
    public static void Write(BinaryWriter writer, GenerativeModelOptions options)
    {
        writer.Write(NameOf(options));
        writer.Write(JsonSerializer.Serialize(options, options.GetType(), _json));
    }

    private static string NameOf(GenerativeModelOptions options)
        => Known.NameOf(options.GetType()) ?? throw new InvalidOperationException($"A model of {options.GetType()} cannot be saved before its kind has " +
            "a name by which it is found again: call PleKinds.Register(\"a name\", () => new ...()), here and in every program that loads the model.");

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

    /// <summary>A model that holds another: its kind's name, and its options under it.</summary>
    private sealed class KindConverter : JsonConverter<GenerativeModelOptions>
    {
        public override void Write(Utf8JsonWriter writer, GenerativeModelOptions value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(NameOf(value));
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }

        public override GenerativeModelOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
                throw new JsonException("The name of a kind of model was expected.");
            Type type = Known.Create(reader.GetString()!).GetType();
            reader.Read();
            var value = (GenerativeModelOptions?)JsonSerializer.Deserialize(ref reader, type, options);
            return value is not null && reader.Read() && reader.TokenType == JsonTokenType.EndObject ? value : throw new JsonException("A kind of model has no options.");
        }
    }
}
