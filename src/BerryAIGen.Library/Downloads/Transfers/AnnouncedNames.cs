using System.Text;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>Reads the name that a server gives its file (RFC 6266): <c>filename*</c> wins over <c>filename</c>.</summary>
internal static class AnnouncedNames
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The name, not cleaned; null when none was given.</summary>
    internal static string? Find(HttpResponseMessage response)
    {
        var disposition = response.Content.Headers.ContentDisposition;
        var name = disposition?.FileNameStar ?? disposition?.FileName?.Trim('"');
        return string.IsNullOrWhiteSpace(name) ? null : ReadAsUtf8(name);
    }

    // Headers are read as Latin-1, but servers send UTF-8 there; text that is both was meant as UTF-8.
    private static string ReadAsUtf8(string name)
    {
        if (name.Any(character => character > 0xFF))
        {
            return name;
        }

        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(name));
        }
        catch (DecoderFallbackException)
        {
            return name;
        }
    }
}
