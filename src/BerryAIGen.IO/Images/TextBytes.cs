using System.Text;
using System.Text.Unicode;

namespace BerryAIGen.IO.Images;

/// <summary>Texts whose encoding nobody wrote down, or wrote down wrongly.</summary>
internal static class TextBytes
{
    /// <summary>UTF-8 where the bytes are that, whatever the format prescribes; Latin-1 otherwise. Zeros at the end are padding.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimEnd((byte)0);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>
    /// UTF-16 in the order that gives the more sensible text: writers of EXIF disagree whether the order is that of the file or
    /// always the big end first.
    /// </summary>
    internal static string DecodeUtf16(ReadOnlySpan<byte> bytes, bool isBigEndianLikely)
    {
        bytes = bytes[..(bytes.Length & ~1)];
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            isBigEndianLikely = bytes[0] == 0xFE;
            bytes = bytes[2..];
        }
        else
        {
            var (big, little) = (Plain(bytes, 0), Plain(bytes, 1));
            isBigEndianLikely = big == little ? isBigEndianLikely : big > little;
        }

        var encoding = isBigEndianLikely ? Encoding.BigEndianUnicode : Encoding.Unicode;
        return encoding.GetString(bytes).TrimEnd('\0');
    }

    /// <summary>How many of the first letters are ASCII if the bytes at odd or even places are the high ones.</summary>
    private static int Plain(ReadOnlySpan<byte> bytes, int high)
    {
        var plain = 0;
        for (var i = 0; i + 1 < Math.Min(bytes.Length, 4096); i += 2)
        {
            plain += bytes[i + high] == 0 && bytes[i + 1 - high] is > 0 and < 128 ? 1 : 0;
        }

        return plain;
    }
}
