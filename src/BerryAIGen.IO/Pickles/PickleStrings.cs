using System.Text;

namespace BerryAIGen.IO.Pickles;

/// <summary>Reads the texts and bytes of a pickle, and never more of one than the limits keep.</summary>
internal sealed class PickleStrings(PickleInput input, PickleLimits limits)
{
    private long _kept;
    private long _spare;

    /// <summary>Given the beginning of bytes in the pickle, tells whether they are a file to look into.</summary>
    internal Func<ReadOnlySpan<byte>, bool>? IsFile { get; init; }

    /// <summary>Looks into such a file.</summary>
    internal Action<Stream>? OnFile { get; init; }

    /// <returns>Null for an instruction that has neither text nor bytes.</returns>
    internal PickleValue? Read(PickleOpcode opcode) =>
        opcode switch
        {
            PickleOpcode.BinUnicode => ReadUtf8(input.ReadUInt32()),
            PickleOpcode.ShortBinUnicode => ReadUtf8(input.ReadByte()),
            PickleOpcode.BinUnicode8 => ReadUtf8(input.ReadUInt64()),
            PickleOpcode.Unicode => ReadLineText(PickleLiteral.RawUnicode),
            PickleOpcode.String => ReadLineText(PickleLiteral.Quoted),
            PickleOpcode.BinString => ReadLatin1(input.ReadUInt32()),
            PickleOpcode.ShortBinString => ReadLatin1(input.ReadByte()),
            PickleOpcode.BinBytes => ReadBytes(input.ReadUInt32()),
            PickleOpcode.ShortBinBytes => ReadBytes(input.ReadByte()),
            PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8 => ReadBytes(input.ReadUInt64()),
            _ => null,
        };

    internal string ReadName() => ReadLine() is { IsWhole: true } name ? name.Value : PickleUse.Unknown;

    internal PickleText ReadLine()
    {
        var line = input.ReadLine(limits.TextCharacters, out var isWhole);
        Charge(line.Length);
        return new PickleText(Encoding.UTF8.GetString(line), isWhole);
    }

    private PickleText ReadLineText(PickleLiteralReader read)
    {
        var line = input.ReadLine(limits.TextCharacters, out var isWhole);
        Charge(line.Length);
        var text = read(line);
        if (text is null && isWhole)
        {
            input.Fail("a text is not written as one");
        }

        return new PickleText(text ?? "", isWhole);
    }

    private PickleText ReadUtf8(ulong length)
    {
        var bytes = ReadKept(length);
        return new PickleText(bytes is null ? "" : Encoding.UTF8.GetString(bytes), bytes is not null);
    }

    // Python 2's str is text or bytes, as its reader likes: a name for a global, or a file for a loader.
    private PickleValue ReadLatin1(uint length)
    {
        if (LooksLikeFile(length))
        {
            return ReadFile(length);
        }

        var bytes = ReadKept(length);
        return new PickleText(bytes is null ? "" : Encoding.Latin1.GetString(bytes), bytes is not null);
    }

    private PickleBytes ReadBytes(ulong length) =>
        LooksLikeFile(length) ? ReadFile(length) : new PickleBytes(Clamp(length), ReadSpare(length));

    private bool LooksLikeFile(ulong length) =>
        IsFile is not null && length >= 2 && IsFile(input.Peek((int)Math.Min(length, 16)));

    private PickleBytes ReadFile(ulong length)
    {
        var slice = new PickleSlice(input, length);
        OnFile!(slice);
        slice.SkipRest();
        return new PickleBytes(Clamp(length), null, wasLookedInto: true);
    }

    private byte[]? ReadKept(ulong length)
    {
        if (length > (ulong)limits.TextCharacters)
        {
            input.Skip(length);
            return null;
        }

        Charge((int)length);
        return ReadWhole(length);
    }

    private byte[] ReadWhole(ulong length)
    {
        var bytes = new byte[length];
        for (var done = 0; done < bytes.Length; )
        {
            var read = input.Read(bytes.AsSpan(done));
            if (read == 0)
            {
                input.Fail("it ends in the middle");
                break;
            }

            done += read;
        }

        return bytes;
    }

    // Bytes are worth keeping only for a loader that reads them; without them it counts as one that was not looked into.
    private byte[]? ReadSpare(ulong length)
    {
        if (length <= (ulong)limits.TextCharacters && _spare + (long)length <= limits.KeptBytes)
        {
            _spare += (long)length;
            return ReadWhole(length);
        }

        input.Skip(length);
        return null;
    }

    private void Charge(int characters)
    {
        _kept += characters;
        if (_kept > limits.KeptCharacters)
        {
            input.Exceed("it holds more text than is followed");
        }
    }

    private static long Clamp(ulong length) => (long)Math.Min(length, long.MaxValue);

    private delegate string? PickleLiteralReader(ReadOnlySpan<byte> line);
}
