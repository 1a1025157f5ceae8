using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace BerryAIGen.IO.Archives.Tar;

/// <summary>One block of 512 bytes in front of an entry: v7, ustar, GNU and pax share its form.</summary>
/// <param name="Name">The name, with the prefix where ustar splits it.</param>
/// <param name="SizeBytes">How many bytes follow.</param>
/// <param name="Type">The letter of its kind.</param>
internal sealed record TarHeader(string Name, long SizeBytes, char Type)
{
    internal const int BlockBytes = 512;

    // GNU tar's own sparse files: where the list of pieces goes on behind the header, and how long the file is with holes.
    private const int IsContinuedAt = 482;
    private const int IsContinuedFurtherAt = 504;

    /// <summary>How long the file is with its holes; null for one without.</summary>
    internal long? RealSizeBytes { get; private init; }

    /// <summary>Whether blocks with more pieces stand between this one and the bytes.</summary>
    internal bool IsContinued { get; private init; }

    internal static bool IsContinuedFurther(ReadOnlySpan<byte> block) => block[IsContinuedFurtherAt] != 0;

    /// <summary>Whether the block's checksum is right: the only thing that tells a tar without a magic.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (block.Length < BlockBytes || block[0] == 0 || Octal(block[148..156]) is not { } stored)
        {
            return false;
        }

        // The checksum's own place counts as blanks; some old programs added signed bytes.
        long plain = 8 * ' ';
        long signed = plain;
        for (var i = 0; i < BlockBytes; i++)
        {
            if (i is < 148 or >= 156)
            {
                plain += block[i];
                signed += (sbyte)block[i];
            }
        }

        return stored == plain || stored == signed;
    }

    /// <summary>The header; null when the block is none.</summary>
    internal static TarHeader? Read(ReadOnlySpan<byte> block)
    {
        if (!IsHeader(block) || Number(block[124..136]) is not { } size)
        {
            return null;
        }

        var name = Text(block[..100]);
        // GNU tar uses the prefix's place for times.
        var isUstar = block[257..].StartsWith("ustar\0"u8);
        var prefix = isUstar ? Text(block[345..500]) : "";
        var isSparse = block[156] == (byte)'S';
        return new TarHeader(prefix.Length > 0 ? $"{prefix}/{name}" : name, size, (char)block[156])
        {
            RealSizeBytes = isSparse ? Number(block[(IsContinuedAt + 1)..(IsContinuedAt + 13)]) ?? size : null,
            IsContinued = isSparse && block[IsContinuedAt] != 0,
        };
    }

    internal static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        bytes = end < 0 ? bytes : bytes[..end];
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    // Sizes over 8 GiB: the first bit is set and the rest is a binary number.
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if (field[0] != 0x80)
        {
            return Octal(field);
        }

        var size = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        return size < 0 || field[1..^8].ContainsAnyExcept((byte)0) ? null : size;
    }

    private static long? Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            value = value * 8 + digit - '0';
        }

        return value;
    }
}
