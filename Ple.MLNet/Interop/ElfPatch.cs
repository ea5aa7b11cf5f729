using System.Buffers.Binary;
using System.Text;

namespace Ple.MLNet.Interop;

/// <summary>
/// Makes TorchSharp's libLibTorchSharp.so loadable with the libstdc++ of GCC 12. All that it takes from the newer one is
/// <c>std::ios_base_library_init()</c>, an empty marker that a static initialiser calls. Three edits: the undefined symbol takes name
/// and version of a harmless function without arguments that the library imports anyway, and the version need is lowered.
/// </summary>
internal static class ElfPatch
{
    private const string MarkerFunction = "_ZSt21ios_base_library_initv";
    private const string HarmlessFunction = "_ZN3c108GradMode10is_enabledEv";
    private const string NeededVersion = "GLIBCXX_3.4.32";
    private const string AvailableVersion = "GLIBCXX_3.4.30";
    private const int SymbolSize = 24;

    /// <summary>A patched copy of the library, or null where the file is not of the known shape.</summary>
    public static byte[]? WithoutIosBaseLibraryInit(byte[] library)
    {
        try
        {
            byte[] copy = [.. library];
            return TryPatch(copy) ? copy : null;
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    private static bool TryPatch(byte[] elf)
    {
        if (!elf.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            return false;
        Dictionary<string, (int Offset, int Size)> sections = Sections(elf);
        (int symbols, int symbolBytes) = sections[".dynsym"];
        int names = sections[".dynstr"].Offset, versions = sections[".gnu.version"].Offset;

        int marker = -1, harmless = -1;
        for (int i = 0; i < symbolBytes / SymbolSize; i++)
        {
            string name = Name(elf, names, UInt32(elf, symbols + i * SymbolSize));
            if (name == MarkerFunction) marker = i;
            if (name == HarmlessFunction) harmless = i;
        }
        if (marker < 0 || harmless < 0)
            return false;

        Dictionary<string, int> needs = VersionNeeds(elf, sections[".gnu.version_r"].Offset, names);
        if (!needs.TryGetValue(NeededVersion, out int needed) || !needs.TryGetValue(AvailableVersion, out int available))
            return false;

        Copy(elf, symbols + harmless * SymbolSize, symbols + marker * SymbolSize, length: 4);
        Copy(elf, versions + harmless * 2, versions + marker * 2, length: 2);
        Copy(elf, available, needed, length: 4); // the version's hash
        Copy(elf, available + 8, needed + 8, length: 4); // its name
        return true;
    }

    private static Dictionary<string, (int Offset, int Size)> Sections(byte[] elf)
    {
        int table = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(0x28)));
        int entrySize = UInt16(elf, 0x3A), count = UInt16(elf, 0x3C), nameSection = UInt16(elf, 0x3E);
        int Field(int section, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(table + section * entrySize + at)));
        int names = Field(nameSection, 24);
        return Enumerable.Range(0, count)
            .Select(i => (Name: Name(elf, names, UInt32(elf, table + i * entrySize)), Offset: Field(i, 24), Size: Field(i, 32)))
            .DistinctBy(s => s.Name)
            .ToDictionary(s => s.Name, s => (s.Offset, s.Size));
    }

    /// <summary>Version name to the offset of its entry in the table of needed versions.</summary>
    private static Dictionary<string, int> VersionNeeds(byte[] elf, int table, int names)
    {
        var found = new Dictionary<string, int>();
        for (int file = table, next = -1; next != 0; file += next)
        {
            int entry = file + UInt32(elf, file + 8);
            for (int left = UInt16(elf, file + 2); left > 0; left--)
            {
                found[Name(elf, names, UInt32(elf, entry + 8))] = entry;
                entry += UInt32(elf, entry + 12);
            }
            next = UInt32(elf, file + 12);
        }
        return found;
    }

    private static string Name(byte[] elf, int table, int offset)
    {
        ReadOnlySpan<byte> text = elf.AsSpan(table + offset);
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    private static int UInt32(byte[] elf, int offset) => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(elf.AsSpan(offset)));

    private static int UInt16(byte[] elf, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(offset));

    private static void Copy(byte[] elf, int from, int to, int length) => elf.AsSpan(from, length).CopyTo(elf.AsSpan(to));
}
