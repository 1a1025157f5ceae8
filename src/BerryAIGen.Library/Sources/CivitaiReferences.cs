using System.Text.RegularExpressions;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Library.Sources;

/// <summary>The forms that name something on Civitai: ids with and without a word before them, AIRs, addresses.</summary>
internal static partial class CivitaiReferences
{
    /// <summary><c>model:1</c>, <c>version:2</c>, <c>v2</c>, <c>image:3</c>, <c>hash:…</c>.</summary>
    public static Reference? FindPrefixed(string text, Reference draft)
    {
        var match = Prefixed().Match(text);
        if (!match.Success)
            return null;
        var rest = match.Groups["rest"].Value.Trim();
        var word = match.Groups["word"].Value.ToLowerInvariant();
        if (word is "hash" or "sha256")
            return ReferenceParser.FindHash(rest, draft)
                ?? ReferenceParser.Invalid(
                    draft,
                    $"\"{rest}\" is not a hash: 8, 10, 12 or 64 hex digits are expected."
                );
        if (ReadId(rest) is not { } id)
            return ReferenceParser.Invalid(draft, NoId(rest));
        return word switch
        {
            "model" => Named(draft, id, null, null),
            "image" => draft with { Kind = ReferenceKind.Image, ImageId = id },
            _ => Named(draft, null, id, null),
        };
    }

    /// <summary>A bare id, which is a model's, and <c>model@version</c>; null when the text may still be a hash or a path.</summary>
    public static Reference? FindNumber(string text, Reference draft)
    {
        if (text.Split('@') is [var first, var second] && IsDigits(first) && IsDigits(second))
            return ReadId(first) is { } model && ReadId(second) is { } version
                ? Named(draft, model, version, null)
                : ReferenceParser.Invalid(draft, NoId(ReadId(first) is null ? first : second));
        if (!IsDigits(text))
            return null;
        if (ReadId(text) is { } id && text[0] != '0')
            return Named(draft, id, null, null);
        return ReferenceParser.FindHash(text, draft) ?? ReferenceParser.Invalid(draft, NoId(text));
    }

    public static Reference? FindAir(string text, Reference draft, Uri huggingFace)
    {
        var isMarked =
            text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("air:", StringComparison.OrdinalIgnoreCase);
        if (!Air.TryParse(text, out var air))
            return isMarked
                ? ReferenceParser.Invalid(
                    draft,
                    $"\"{draft.Text}\" is not an AIR; urn:air:sdxl:lora:civitai:123@456 would be one."
                )
                : null;
        var named = draft with { Air = air.ToString() };
        if (air.Source == "civitai")
            return air.ModelId is not { } model || (air.Version is not null && air.VersionId is null)
                ? ReferenceParser.Invalid(named, NoId(air.ModelId is null ? air.Id : air.Version!))
                : Named(named, model.Value, air.VersionId?.Value, air.FileId?.Value);
        if (air.Source == "huggingface")
            return HuggingFaceReferences.FromAir(air, named, huggingFace);
        return isMarked
            ? ReferenceParser.Invalid(
                named,
                $"Nothing can be fetched from the AIR source \"{air.Source}\"; civitai and huggingface can."
            )
            : null;
    }

    /// <summary>An address of Civitai's, perhaps without its scheme; null for other hosts.</summary>
    public static Reference? FindAddress(string text, Reference draft, Uri site)
    {
        // The configured site counts as well; a stand-in's address works like the real one.
        if (!CivitaiAddress.TryParse(text, new CivitaiHosts(site), out var address, out var reason))
            return reason is null ? null : ReferenceParser.Invalid(draft, reason);
        var token = Uri.TryCreate(text, UriKind.Absolute, out var raw) ? AddressSecrets.FindToken(raw) : null;
        var read = Named(draft, address.ModelId?.Value, address.VersionId?.Value, address.FileId?.Value) with
        {
            Url = address.Url,
            Token = token,
        };
        return address.Kind switch
        {
            CivitaiAddressKind.Hash => read with { Kind = ReferenceKind.Hash, Hash = address.Hash?.Digits },
            CivitaiAddressKind.Image => read with { Kind = ReferenceKind.Image, ImageId = address.ImageId?.Value },
            _ => read,
        };
    }

    private static Reference Named(Reference draft, int? model, int? version, int? file) =>
        draft with
        {
            Kind =
                file is not null ? ReferenceKind.File
                : version is not null ? ReferenceKind.Version
                : ReferenceKind.Model,
            ModelId = model,
            VersionId = version,
            FileId = file,
        };

    private static int? ReadId(string text) => IsDigits(text) && ModelId.TryParse(text, out var id) ? id.Value : null;

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static string NoId(string text) =>
        $"\"{text}\" is not an id: ids are whole numbers from 1 to {int.MaxValue}.";

    [GeneratedRegex(
        @"^(?:(?<word>model|version|image|hash|sha256)\s*:\s*(?<rest>.+)|(?<word>v)(?<rest>\d+))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Prefixed();
}
