using System.Text.RegularExpressions;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>
/// The forms that name something on Hugging Face: <c>hf:owner/repo/file@revision</c>, <c>hf://owner/repo@revision/file</c>,
/// AIRs and addresses.
/// </summary>
internal static partial class HuggingFaceReferences
{
    private const string Prefix = "hf:";
    private static readonly string[] Hosts = ["huggingface.co", "www.huggingface.co", "hf.co"];
    private static readonly string[] FileRoutes = ["resolve", "blob", "raw"];

    // Whole areas of the site whose first part is no owner.
    private static readonly string[] Areas = ["datasets", "spaces", "api", "docs", "models", "collections", "papers"];

    public static IReadOnlyList<ReferenceForm> Forms { get; } =
    [
        new(ReferenceRank.OwnAddress, FindAddress),
        new(ReferenceRank.Marked, FindPrefixed),
        new(ReferenceRank.Marked, FindAir),
    ];

    private static Reference? FindPrefixed(ReferenceText text) =>
        text.Text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? FromShortForm(text.Text[Prefix.Length..], text.Draft)
            : null;

    private static Reference? FindAir(ReferenceText text)
    {
        if (!Air.TryParse(text.Text, out var air) || air.Source != "huggingface")
            return null;
        var short_ = air.Id + (air.Version is null ? "" : "@" + air.Version);
        return FromShortForm(short_, text.Draft with { Air = air.ToString() }) with
        {
            Url = new Uri(text.Options.HuggingFaceUrl, air.Id),
        };
    }

    private static Reference FromShortForm(string text, Reference draft)
    {
        var (path, revision) = SplitRevision(text.StartsWith("//", StringComparison.Ordinal) ? text[2..] : text);
        var parts = path.Trim('/').Split('/');
        if (parts.Length < 2 || revision is "" || !Array.TrueForAll(parts, FileNames.IsSafeComponent))
            return draft.AsInvalid(
                $"\"{draft.Text}\" names nothing on Hugging Face; hf:owner/repository or hf:owner/repository/folder/file.safetensors@main would."
            );
        var isFolder = parts.Length > 2 && path.EndsWith('/');
        return Named(draft, $"{parts[0]}/{parts[1]}", revision, parts[2..]) with { IsFolder = isFolder };
    }

    // The revision stands at the end, or after the repository; only those of pull requests and conversions have a slash.
    private static (string Path, string? Revision) SplitRevision(string text)
    {
        if (RevisionOfRepository().Match(text) is { Success: true } match)
            return (match.Groups["repo"].Value + match.Groups["path"].Value, match.Groups["rev"].Value);
        var at = text.LastIndexOf('@');
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static Reference? FindAddress(ReferenceText text)
    {
        var withScheme = text.Text.Contains("://", StringComparison.Ordinal) ? text.Text : "https://" + text.Text;
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var url) || !IsHost(url, text.Options.HuggingFaceUrl))
            return null;
        var clean = AddressSecrets.Remove(url);
        var parts = clean
            .AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(Uri.UnescapeDataString)
            .ToArray();
        var read = Read(parts, text.Draft);
        return read is null ? null : read with { Url = clean, Token = AddressSecrets.FindToken(url) };
    }

    private static Reference? Read(string[] parts, Reference draft)
    {
        var route = Array.FindIndex(parts, part => part == "tree" || FileRoutes.Contains(part));
        if (parts.Length == 0 || Areas.Contains(parts[0]) || parts.Contains(".."))
            return null;
        if (route is 1 or 2 && parts.Length > route + 1)
        {
            var isTree = parts[route] == "tree";
            return isTree || parts.Length > route + 2
                ? Named(draft, string.Join('/', parts[..route]), parts[route + 1], parts[(route + 2)..]) with
                {
                    IsFolder = isTree && parts.Length > route + 2,
                }
                : null;
        }

        return route < 0 && parts.Length == 2 ? Named(draft, string.Join('/', parts), null, []) : null;
    }

    private static Reference Named(Reference draft, string repository, string? revision, string[] path) =>
        draft with
        {
            Kind = ReferenceKind.HuggingFace,
            Repository = repository,
            Revision = revision,
            Path = path.Length == 0 ? null : string.Join('/', path),
        };

    private static bool IsHost(Uri url, Uri configured) =>
        url.Scheme is "http" or "https"
        && (
            (url.IsDefaultPort && Hosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase))
            || Uri.Compare(
                url,
                configured,
                UriComponents.SchemeAndServer,
                UriFormat.UriEscaped,
                StringComparison.OrdinalIgnoreCase
            ) == 0
        );

    [GeneratedRegex(
        @"^(?<repo>[^/@]+/[^/@]+)@(?<rev>refs/(?:pr|convert)/[^/@]+|(?!refs/)[^/@]+)(?<path>/[^@]*)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex RevisionOfRepository();
}
