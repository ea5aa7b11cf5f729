using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>ML.NET's entry of one component: its header of 256 bytes, the component's own bytes (here length, SHA-256, payload), strings and the
/// name of the assembly to load. The offsets are those of ML.NET's ModelHeader.</summary>
internal readonly struct ModelBlock(byte[] bytes)
{
    public const int HeaderBytes = 256;

    private const int ModelStart = 0x10, ModelLength = 0x18, Signature = 0x50, AssemblyStart = 0x90, AssemblyLength = 0x98;
    private const int FrameBytes = sizeof(long) + SHA256.HashSizeInBytes;

    private static readonly int[] _startsBehindModel = [0x20, 0x30, 0x80, 0x88, AssemblyStart];

    public byte[] Bytes => bytes;

    /// <summary>The name by which ML.NET finds the class that loads.</summary>
    public string LoaderSignature => Encoding.ASCII.GetString(bytes, Signature, 24).TrimEnd('\0');

    public string LoaderAssembly => Encoding.Unicode.GetString(bytes, (int)Number(AssemblyStart), BitConverter.ToInt32(bytes, AssemblyLength));

    private long Start => Number(ModelStart);

    private long Length => Number(ModelLength);

    /// <summary>What the library wrote, without its frame.</summary>
    public byte[] Payload => bytes[(int)(Start + FrameBytes)..(int)(Start + Length)];

    /// <summary>Whether length and hash are those of the payload.</summary>
    public bool HasRightHash
    {
        get
        {
            if (Start < HeaderBytes || Length < FrameBytes || Start > bytes.Length - Length)
                return false;
            long claimed = BitConverter.ToInt64(bytes, (int)Start);
            return claimed == Length - FrameBytes
                && SHA256.HashData(Payload).AsSpan().SequenceEqual(bytes.AsSpan((int)Start + sizeof(long), SHA256.HashSizeInBytes));
        }
    }

    /// <summary>Another payload, of any length, with its right hash.</summary>
    public ModelBlock WithPayload(byte[] payload)
    {
        byte[] frame = new byte[FrameBytes];
        BinaryPrimitives.WriteInt64LittleEndian(frame, payload.Length);
        SHA256.HashData(payload, frame.AsSpan(sizeof(long)));
        byte[] changed = [.. bytes.AsSpan(0, (int)Start), .. frame, .. payload, .. bytes.AsSpan((int)(Start + Length))];
        long added = FrameBytes + payload.Length - Length;
        BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(ModelLength), FrameBytes + payload.Length);
        foreach (int offset in _startsBehindModel)
        {
            if (Number(offset) != 0)
                BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(offset), Number(offset) + added);
        }
        return new(changed);
    }

    /// <summary>Bits turned in length, hash or payload.</summary>
    public ModelBlock WithFlippedFrame(Random random) => new(ByteDamage.Flip(bytes, (int)Start, (int)(Start + Length), random));

    /// <summary>Another class to load with, or another assembly to look for it in.</summary>
    public ModelBlock WithLoader(string signature, string assembly)
    {
        byte[] name = Encoding.Unicode.GetBytes(assembly);
        byte[] tail = bytes[^sizeof(long)..];
        int start = (int)Number(AssemblyStart);
        byte[] changed = [.. bytes.AsSpan(0, start), .. name, .. tail];
        changed.AsSpan(Signature, 24).Clear();
        Encoding.ASCII.GetBytes(signature, changed.AsSpan(Signature, 24));
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(AssemblyLength), name.Length);
        BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(0x80), start + name.Length);
        BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(0x88), changed.Length);
        return new(changed);
    }

    private long Number(int offset) => BitConverter.ToInt64(bytes, offset);
}
