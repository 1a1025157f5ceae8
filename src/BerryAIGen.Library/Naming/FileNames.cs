using System.Text;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Naming;

/// <summary>The one rule that makes a name from outside a name on disk, the same on every system.</summary>
public static partial class FileNames
{
    /// <summary>
    /// Bytes of UTF-8 that a cleaned name has at most. File systems take 255; the rest is for what is put behind a
    /// name: <c>.civitai.json</c>, <c>.12345678.part</c>, a number that makes it unique.
    /// </summary>
    public const int MaxBytes = 200;

    private const string Nameless = "unnamed";
    private const char Gap = '\u0001';
    private const int MaxExtensionLength = 16;

    /// <summary>One path component that Windows, macOS and Linux accept; empty only for an empty text.</summary>
    /// <remarks>What no system or not every system takes becomes one <c>_</c> per run and vanishes at the ends.</remarks>
    public static string Clean(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0)
            return "";
        var legal = TrimEnds(Illegal().Replace(WithoutLoneSurrogates(name), Gap.ToString()));
        var extension = ExtensionOf(legal);
        var stem = TrimEnds(legal[..^extension.Length]).Replace(Gap, '_');
        if (stem.Length == 0)
            stem = Nameless;
        if (DeviceName().IsMatch(stem))
            stem = "_" + stem;
        return Shorten(stem, MaxBytes - Encoding.UTF8.GetByteCount(extension)) + extension;
    }

    /// <summary>Whether a name given by a server is one plain component, with no path, drive or control character in it.</summary>
    public static bool IsSafeComponent(string? name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.Trim() is not ("." or "..")
        && name.IndexOfAny(['/', '\\', ':']) < 0
        && !name.Any(char.IsControl);

    /// <summary>The last component of a path with either separator; null when that is no name (<c>foo/..</c>).</summary>
    public static string? FindLastComponent(string? path)
    {
        var last = path?.Split('/', '\\')[^1].Trim();
        return IsSafeComponent(last) ? last : null;
    }

    private static string WithoutLoneSurrogates(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            builder.Append(rune == Rune.ReplacementChar ? new Rune(Gap) : rune);
        return builder.ToString();
    }

    private static string TrimEnds(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsLoose(text[start]))
            start++;
        while (end > start && IsLoose(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsLoose(char sign) => sign is Gap or '.' || char.IsWhiteSpace(sign);

    private static string ExtensionOf(string name)
    {
        var extension = Path.GetExtension(name);
        return extension.Length is > 1 and <= MaxExtensionLength && extension.Skip(1).All(char.IsAsciiLetterOrDigit)
            ? extension
            : "";
    }

    private static string Shorten(string stem, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(stem) <= maxBytes)
            return stem;
        var builder = new StringBuilder();
        var bytes = 0;
        foreach (var rune in stem.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
                break;
            builder.Append(rune.ToString());
        }

        return TrimEnds(builder.ToString());
    }

    // The last group turns the reading direction around, which hides an ending: "exe.safetensors" for "srotensefas.exe".
    [GeneratedRegex("""[<>:"/\\|?*\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Illegal();

    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any extension behind them.
    [GeneratedRegex(
        @"^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\s*\.|\s*$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex DeviceName();
}
