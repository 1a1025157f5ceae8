using System.Text.RegularExpressions;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>The forms that name something on Civitai: ids with and without a word before them, hashes, AIRs, addresses.</summary>
internal static partial class CivitaiReferences
{
    public static IReadOnlyList<ReferenceForm> Forms { get; } =
    [
        new(ReferenceRank.OwnAddress, FindAddress),
        new(ReferenceRank.Marked, FindPrefixed),
        new(ReferenceRank.Marked, FindAir),
        new(ReferenceRank.Bare, FindNumber),
        new(ReferenceRank.Bare, text => FindHash(text.Text, text.Draft)),
    ];

    /// <summary><c>model:1</c>, <c>version:2</c>, <c>v2</c>, <c>image:3</c>, <c>hash:…</c>.</summary>
    private static Reference? FindPrefixed(ReferenceText text)
    {
        var match = Prefixed().Match(text.Text);
        if (!match.Success)
            return null;
        var rest = match.Groups["rest"].Value.Trim();
        var word = match.Groups["word"].Value.ToLowerInvariant();
        if (word is "hash" or "sha256")
            return FindHash(rest, text.Draft)
                ?? text.Invalid($"\"{rest}\" is not a hash: 8, 10, 12 or 64 hex digits are expected.");
        if (ReadId(rest) is not { } id)
            return text.Invalid(NoId(rest));
        return word switch
        {
            "model" => Named(text.Draft, id, null, null),
            "image" => text.Draft with { Kind = ReferenceKind.Image, ImageId = id },
            _ => Named(text.Draft, null, id, null),
        };
    }

    /// <summary>A bare id, which is a model's, and <c>model@version</c>; null when the text may still be a hash or a path.</summary>
    private static Reference? FindNumber(ReferenceText text)
    {
        if (text.Text.Split('@') is [var first, var second] && IsDigits(first) && IsDigits(second))
            return ReadId(first) is { } model && ReadId(second) is { } version
                ? Named(text.Draft, model, version, null)
                : text.Invalid(NoId(ReadId(first) is null ? first : second));
        if (!IsDigits(text.Text))
            return null;
        if (ReadId(text.Text) is { } id && text.Text[0] != '0')
            return Named(text.Draft, id, null, null);
        return FindHash(text.Text, text.Draft) ?? text.Invalid(NoId(text.Text));
    }

    private static Reference? FindHash(string text, Reference draft)
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

    private static Reference? FindAir(ReferenceText text)
    {
        if (!Air.TryParse(text.Text, out var air) || air.Source != "civitai")
            return null;
        var named = text.Draft with { Air = air.ToString() };
        return air.ModelId is not { } model || (air.Version is not null && air.VersionId is null)
            ? named.AsInvalid(NoId(air.ModelId is null ? air.Id : air.Version!))
            : Named(named, model.Value, air.VersionId?.Value, air.FileId?.Value);
    }

    /// <summary>An address of Civitai's, perhaps without its scheme; null for other hosts.</summary>
    private static Reference? FindAddress(ReferenceText text)
    {
        // The configured site counts as well; a stand-in's address works like the real one.
        var hosts = new CivitaiHosts(text.Options.CivitaiUrl);
        if (!CivitaiAddress.TryParse(text.Text, hosts, out var address, out var reason))
            return reason is null ? null : text.Invalid(reason);
        var token = Uri.TryCreate(text.Text, UriKind.Absolute, out var raw) ? AddressSecrets.FindToken(raw) : null;
        var read = Named(text.Draft, address.ModelId?.Value, address.VersionId?.Value, address.FileId?.Value) with
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
