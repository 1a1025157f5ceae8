using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Images.Png;

namespace BerryAIGen.IO.Images.Stealth;

/// <summary>
/// Texts hidden in the lowest bits of a PNG's pixels, which survive where sites strip all others: a mark of 15 letters, a length
/// of 32 bits in bits, and the text, gzipped or plain (github.com/ashen-sensored/sd_webui_stealth_pnginfo; NovelAI does the same).
/// </summary>
internal static class StealthReader
{
    private const int MarkBytes = 15;
    private const int MostPixels = 64 << 20;

    // The mark needs so many pixels: a bit each in the alpha channel.
    private const int MarkPixels = MarkBytes * 8;

    internal static IReadOnlyList<ImageText> Read(ImageBytes file)
    {
        foreach (var isAlpha in new[] { true, false })
        {
            if (
                Mark(file, isAlpha) is { } mark
                && IsHere(mark, isAlpha)
                && Text(file, isAlpha, mark.EndsWith("comp", StringComparison.Ordinal)) is { } text
            )
            {
                return [new ImageText("parameters", text, isAlpha ? "alpha channel" : "pixels")];
            }
        }

        return [];
    }

    /// <summary>What stands where a mark would; most pictures are done with after so many rows.</summary>
    private static string? Mark(ImageBytes file, bool isAlpha)
    {
        using var pixels = Open(file, isAlpha);
        if (pixels is null)
        {
            return null;
        }

        var rows = Math.Min(pixels.Height, MarkPixels);
        var columns = Math.Min(pixels.Width, (MarkPixels + rows - 1) / rows);
        return StealthBits.Read(pixels, isAlpha, columns, rows).Take(MarkBytes) is { } mark
            ? Encoding.Latin1.GetString(mark)
            : null;
    }

    private static bool IsHere(string mark, bool isAlpha) =>
        isAlpha ? mark is "stealth_pnginfo" or "stealth_pngcomp" : mark is "stealth_rgbinfo" or "stealth_rgbcomp";

    private static string? Text(ImageBytes file, bool isAlpha, bool isCompressed)
    {
        using var pixels = Open(file, isAlpha);
        if (pixels is null)
        {
            return null;
        }

        var bits = StealthBits.Read(pixels, isAlpha, pixels.Width, pixels.Height);
        bits.Take(MarkBytes);
        if (
            bits.Take(4) is not { } length
            || bits.Take(BinaryPrimitives.ReadUInt32BigEndian(length) / 8) is not { } bytes
        )
        {
            return null;
        }

        var text = isCompressed ? Inflating.Gunzip(bytes, FoundContent.MostBytes) : bytes;
        return text is null ? null : TextBytes.Decode(text);
    }

    private static PngPixels? Open(ImageBytes file, bool isAlpha)
    {
        var pixels = PngPixels.Open(file, MostPixels);
        if (pixels is null || !isAlpha || pixels.Channels == 4)
        {
            return pixels;
        }

        pixels.Dispose();
        return null;
    }
}
