namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>Changes ML.NET's own part of a model file.</summary>
internal static class EntryDamage
{
    private static readonly string[] _loaders = ["PleGenerator", "PleDistribution", "PleGaussianMixture", "PleFid", "PleFairness", "CustomMappingTransform", "Nothing", ""];
    private static readonly string[] _assemblies = [typeof(PleCatalog).Assembly.FullName!, "Microsoft.ML.Transforms", "System.Net.Http", "no such assembly", ""];

    /// <summary>Edits of a header or of the training schema, another loader or assembly name, an entry left out or grown.</summary>
    public static void Forge(ModelEntries entries, Random random)
    {
        string name = entries.Names.ElementAt(random.Next(entries.Names.Count));
        switch (random.Next(4))
        {
            case 0:
                byte[] model = entries.Model.Bytes;
                byte[] header = ByteDamage.Edit(model[..ModelBlock.HeaderBytes], random);
                entries.Model = new([.. header, .. model.AsSpan(ModelBlock.HeaderBytes)]);
                break;
            case 1:
                entries.Model = entries.Model.WithLoader(_loaders[random.Next(_loaders.Length)], _assemblies[random.Next(_assemblies.Length)]);
                break;
            case 2:
                entries[name] = ByteDamage.Edit(entries[name], random);
                break;
            default:
                entries[name] = ByteDamage.Flip(entries[name], random);
                break;
        }
    }

    /// <summary>The payload of another kind behind this one's header, or an entry of the other in place of the own.</summary>
    public static void Swap(ModelEntries entries, ModelEntries other, Random random)
    {
        if (random.Next(2) == 0)
        {
            entries.Model = entries.Model.WithPayload(other.Model.Payload);
            return;
        }
        string to = entries.Names.ElementAt(random.Next(entries.Names.Count)), from = other.Names.ElementAt(random.Next(other.Names.Count));
        entries[to] = [.. other[from]];
    }
}
