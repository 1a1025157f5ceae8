using System.Globalization;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Sources;

/// <summary>Takes a pasted text apart; asks the file system whether a path exists, and nothing else.</summary>
/// <remarks>
/// A number of 8, 10 or 12 digits may be an id and a hash: it is an id when one may be that big (2,147,483,647) and
/// it has no leading zero. <c>hash:12345678</c> says that a hash is meant.
/// </remarks>
public static class ReferenceParser
{
    /// <summary>Reads a reference with Civitai's and Hugging Face's own addresses.</summary>
    public static Reference Parse(string text) => Parse(text, new LibraryOptions());

    /// <summary>
    /// Never throws; a text that is no reference has the kind <see cref="ReferenceKind.Invalid"/> and a reason.
    /// The configured addresses count as Civitai and Hugging Face beside the real ones.
    /// </summary>
    public static Reference Parse(string text, LibraryOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        var trimmed = text.Trim().Trim('<', '>', '"', '\'').Trim();
        var draft = new Reference { Text = AddressSecrets.Mask(trimmed), Kind = ReferenceKind.Invalid };
        if (trimmed.Length == 0)
            return Invalid(draft, "The reference is empty; give an address, an AIR, an id, a hash or a path.");
        if (trimmed.Any(char.IsControl))
            return Invalid(
                draft,
                "The reference holds a line break or a control character; give one reference at a time."
            );
        // A page of Civitai that names nothing is refused with Civitai's reason, unless another form fits.
        var civitai = CivitaiReferences.FindAddress(trimmed, draft, options.CivitaiUrl);
        if (civitai is { Kind: not ReferenceKind.Invalid })
            return civitai;
        return HuggingFaceReferences.Find(trimmed, draft, options.HuggingFaceUrl)
            ?? CivitaiReferences.FindPrefixed(trimmed, draft)
            ?? CivitaiReferences.FindAir(trimmed, draft, options.HuggingFaceUrl)
            ?? civitai
            ?? FindUrl(trimmed, draft)
            ?? CivitaiReferences.FindNumber(trimmed, draft)
            ?? FindHash(trimmed, draft)
            ?? FindPath(trimmed, draft)
            ?? Invalid(draft, Unknown(draft.Text));
    }

    internal static Reference Invalid(Reference draft, string reason) =>
        draft with
        {
            Kind = ReferenceKind.Invalid,
            Reason = reason,
        };

    internal static Reference? FindHash(string text, Reference draft)
    {
        // modelspec.hash_sha256 in a header begins with 0x.
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return ModelHash.TryParse(digits, out var hash)
            ? draft with
            {
                Kind = ReferenceKind.Hash,
                Hash = hash.Digits,
            }
            : null;
    }

    private static Reference? FindUrl(string text, Reference draft)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return Invalid(draft, $"\"{draft.Text}\" is not a complete address.");
        if (url.Scheme is not ("https" or "http"))
            return Invalid(draft, $"Addresses of the scheme {url.Scheme} are not read; give one of https.");
        return draft with { Kind = ReferenceKind.Url, Url = AddressSecrets.Remove(url), Address = url };
    }

    private static Reference? FindPath(string text, Reference draft)
    {
        var isPath =
            text is "~" or "." or ".."
            || text.StartsWith('/')
            || text.StartsWith("./", StringComparison.Ordinal)
            || text.StartsWith("../", StringComparison.Ordinal)
            || text.StartsWith("~/", StringComparison.Ordinal)
            || text.StartsWith('\\')
            || text.StartsWith(".\\", StringComparison.Ordinal)
            || (text.Length > 2 && char.IsAsciiLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/')
            || Path.Exists(text);
        return isPath ? draft with { Kind = ReferenceKind.Path, Path = text } : null;
    }

    private static string Unknown(string text)
    {
        var looksLikeNumber = double.TryParse(text, CultureInfo.InvariantCulture, out _);
        return looksLikeNumber
            ? $"\"{text}\" is not an id: ids are whole numbers from 1 to {int.MaxValue}."
            : $"\"{text}\" is not a reference: give an address with https://, an AIR (urn:air:…), hf:owner/repo/file, an id, a hash of 8, 10, 12 or 64 hex digits, or a path that exists.";
    }
}
