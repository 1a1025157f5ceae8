using System.Text;
using BerryAIGen.IO.Images.Exif;
using BerryAIGen.IO.Images.Xmp;

namespace BerryAIGen.IO.Images.Png;

/// <summary>The three kinds of text chunks: keyword, zero, and a text that is plain, compressed, or international.</summary>
internal static class PngText
{
    private const string XmpKeyword = "XML:com.adobe.xmp";
    private const string HexProfile = "Raw profile type ";

    internal static void ReadPlain(ReadOnlySpan<byte> chunk, FoundContent found)
    {
        if (Keyword(ref chunk, found) is { } keyword)
        {
            Add(keyword, TextBytes.Decode(chunk), "PNG tEXt", found);
        }
    }

    internal static void ReadCompressed(ReadOnlySpan<byte> chunk, FoundContent found)
    {
        // One byte for the method, of which there is only one.
        if (Keyword(ref chunk, found) is { } keyword && chunk.Length > 1)
        {
            AddInflated(keyword, chunk[1..], "PNG zTXt", found);
        }
    }

    internal static void ReadInternational(ReadOnlySpan<byte> chunk, FoundContent found)
    {
        if (Keyword(ref chunk, found) is not { } keyword || chunk.Length < 2)
        {
            return;
        }

        var isCompressed = chunk[0] != 0;
        chunk = chunk[2..];
        // The language and the keyword in that language.
        for (var part = 0; part < 2; part++)
        {
            chunk = chunk[(chunk.IndexOf((byte)0) + 1)..];
        }

        if (isCompressed)
        {
            AddInflated(keyword, chunk, "PNG iTXt", found);
        }
        else
        {
            Add(keyword, TextBytes.Decode(chunk), "PNG iTXt", found);
        }
    }

    private static string? Keyword(ref ReadOnlySpan<byte> chunk, FoundContent found)
    {
        var end = chunk.IndexOf((byte)0);
        if (end < 1)
        {
            found.Problem("A text chunk without a keyword is not read.");
            return null;
        }

        var keyword = Encoding.Latin1.GetString(chunk[..end]);
        chunk = chunk[(end + 1)..];
        return keyword;
    }

    private static void AddInflated(string keyword, ReadOnlySpan<byte> compressed, string place, FoundContent found)
    {
        if (Inflating.Inflate(compressed, found.BytesLeft) is { } bytes)
        {
            found.Spend(bytes.Length);
            Add(keyword, TextBytes.Decode(bytes), place, found);
        }
        else
        {
            found.Problem(
                $"The compressed text '{PlainName(keyword)}' is broken or unpacks to too much; it is not read."
            );
        }
    }

    private static void Add(string keyword, string text, string place, FoundContent found)
    {
        if (keyword == XmpKeyword)
        {
            XmpReader.Read(text, found);
        }
        else if (keyword.StartsWith(HexProfile, StringComparison.Ordinal))
        {
            AddProfile(keyword, text, place, found);
        }
        else
        {
            found.Add(keyword, text, place);
        }
    }

    private static void AddProfile(string keyword, string text, string place, FoundContent found)
    {
        var profile = HexProfileBytes(text).AsSpan();
        profile = profile.StartsWith("Exif\0\0"u8) ? profile[6..] : profile;
        if (profile.StartsWith("II*\0"u8) || profile.StartsWith("MM\0*"u8))
        {
            ExifReader.Read(profile, found);
        }
        else if (keyword.EndsWith("xmp", StringComparison.OrdinalIgnoreCase) && !profile.IsEmpty)
        {
            XmpReader.Read(Encoding.UTF8.GetString(profile), found);
        }
        else
        {
            found.Add(keyword, text, place);
        }
    }

    /// <summary>ImageMagick's way to keep EXIF in a PNG: the name, the length and the bytes in hexadecimal digits, a line each.</summary>
    private static byte[]? HexProfileBytes(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var digits = string.Concat(lines.Skip(2));
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private static string PlainName(string keyword) => keyword.Length <= 79 ? keyword : keyword[..79];
}
