using System.Security.Cryptography;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>One damaged copy.</summary>
/// <param name="Index">Which: kind, damage and all its numbers follow from it and the seed.</param>
/// <param name="Kind">Of the model.</param>
/// <param name="Damage">What was done.</param>
/// <param name="File">The damaged file.</param>
internal sealed record DamagedCopy(int Index, SavedKind Kind, DamageKind Damage, byte[] File);

/// <summary>Damages copies of model files. Every copy is a function of (seed, index) alone.</summary>
internal sealed class DamagedCopies(IReadOnlyList<SavedKind> kinds, int seed)
{
    /// <summary>Edits with a right hash come oftener: only they reach the checks behind it.</summary>
    private static readonly DamageKind[] _damages =
        [.. Enum.GetValues<DamageKind>(), DamageKind.EditedPayload, DamageKind.EditedPayload, DamageKind.EditedPayload];

    public DamagedCopy this[int index]
    {
        get
        {
            (SavedKind kind, DamageKind damage) = Plan(index);
            return new(index, kind, damage, Damage(kind, damage, new Random(HashCode(index))));
        }
    }

    /// <summary>Kinds and damages in turn, so that a thousand copies have every pair a dozen times.</summary>
    public (SavedKind Kind, DamageKind Damage) Plan(int index) => (kinds[index % kinds.Count], _damages[index / kinds.Count % _damages.Length]);

    private int HashCode(int index) => BitConverter.ToInt32(SHA256.HashData([.. BitConverter.GetBytes(seed), .. BitConverter.GetBytes(index)]));

    private byte[] Damage(SavedKind kind, DamageKind damage, Random random)
    {
        ModelEntries entries = kind.Entries.Copy();
        switch (damage)
        {
            case DamageKind.FlippedInFile:
                return ByteDamage.Flip(kind.File, random);
            case DamageKind.FlippedInPayload:
                entries.Model = entries.Model.WithFlippedFrame(random);
                break;
            case DamageKind.Cut when random.Next(2) == 0:
                return kind.File[..random.Next(kind.File.Length)];
            case DamageKind.Cut:
                entries.Model = new(entries.Model.Bytes[..random.Next(entries.Model.Bytes.Length)]);
                break;
            case DamageKind.ForgedEntry:
                EntryDamage.Forge(entries, random);
                break;
            case DamageKind.Swapped:
                EntryDamage.Swap(entries, kinds[random.Next(kinds.Count)].Entries, random);
                break;
            case DamageKind.EditedPayload:
                entries.Model = entries.Model.WithPayload(ByteDamage.Edit(entries.Model.Payload, random));
                break;
            default:
                entries.Model = entries.Model.WithPayload(ByteDamage.Resize(entries.Model.Payload, random));
                break;
        }
        return entries.ToFile();
    }
}
