using System.Globalization;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Sources;

/// <summary>Takes a pasted text apart by the forms of all sources; asks the file system whether a path exists, and nothing else.</summary>
/// <remarks>
/// A number of 8, 10 or 12 digits may be an id and a hash: it is an id when one may be that big (2,147,483,647) and
/// it has no leading zero. <c>hash:12345678</c> says that a hash is meant.
/// </remarks>
public static class ReferenceParser
{
    private static readonly ILookup<ReferenceRank, ReferenceForm> Forms = ShippedSources
        .All.SelectMany(source => source.Forms)
        .ToLookup(form => form.Rank);

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
            return draft.AsInvalid("The reference is empty; give an address, an AIR, an id, a hash or a path.");
        if (trimmed.Any(char.IsControl))
            return draft.AsInvalid(
                "The reference holds a line break or a control character; give one reference at a time."
            );
        var (bare, sha256, wrong) = AddressChecksum.Take(trimmed);
        if (wrong is not null)
            return draft.AsInvalid(wrong);
        draft = draft with { Hash = sha256, Sha256 = sha256 };
        return Find(new ReferenceText(bare, draft, options)) ?? draft.AsInvalid(Unknown(draft.Text));
    }

    private static Reference? Find(ReferenceText text)
    {
        // A page of a source that names nothing is refused with the source's reason, unless another form fits.
        var own = AllOf(ReferenceRank.OwnAddress, text).ToArray();
        return own.FirstOrDefault(reference => reference.Kind != ReferenceKind.Invalid)
            ?? FirstOf(ReferenceRank.Marked, text)
            ?? FindAir(text)
            ?? own.FirstOrDefault()
            ?? FirstOf(ReferenceRank.AnyAddress, text)
            ?? FirstOf(ReferenceRank.Bare, text)
            ?? FirstOf(ReferenceRank.LocalPath, text);
    }

    private static IEnumerable<Reference> AllOf(ReferenceRank rank, ReferenceText text) =>
        Forms[rank].Select(form => form.Find(text)).OfType<Reference>();

    private static Reference? FirstOf(ReferenceRank rank, ReferenceText text) => AllOf(rank, text).FirstOrDefault();

    // An AIR that no source took for its own.
    private static Reference? FindAir(ReferenceText text)
    {
        if (
            !text.Text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
            && !text.Text.StartsWith("air:", StringComparison.OrdinalIgnoreCase)
        )
            return null;
        return Air.TryParse(text.Text, out var air)
            ? (text.Draft with { Air = air.ToString() }).AsInvalid(
                $"Nothing can be fetched from the AIR source \"{air.Source}\"; civitai and huggingface can."
            )
            : text.Invalid($"\"{text.Draft.Text}\" is not an AIR; urn:air:sdxl:lora:civitai:123@456 would be one.");
    }

    private static string Unknown(string text)
    {
        var looksLikeNumber = double.TryParse(text, CultureInfo.InvariantCulture, out _);
        return looksLikeNumber
            ? $"\"{text}\" is not an id: ids are whole numbers from 1 to {int.MaxValue}."
            : $"\"{text}\" is not a reference: give an address with https://, an AIR (urn:air:…), hf:owner/repo/file, an id, a hash of 8, 10, 12 or 64 hex digits, or a path that exists.";
    }
}
