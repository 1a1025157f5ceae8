using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Sources;

/// <summary>The forms that name something on Hugging Face: <c>hf:owner/repo/file@revision</c> and addresses.</summary>
internal static class HuggingFaceReferences
{
    private const string Prefix = "hf:";
    private static readonly string[] Hosts = ["huggingface.co", "www.huggingface.co", "hf.co"];
    private static readonly string[] FileRoutes = ["resolve", "blob", "raw"];

    // Whole areas of the site whose first part is no owner.
    private static readonly string[] Areas = ["datasets", "spaces", "api", "docs", "models", "collections", "papers"];

    public static Reference? Find(string text, Reference draft, Uri configured) =>
        text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? FromShortForm(text[Prefix.Length..], draft)
            : FromAddress(text, draft, configured);

    public static Reference FromAir(Air air, Reference draft, Uri configured) =>
        FromShortForm(air.Id + (air.Version is null ? "" : "@" + air.Version), draft) with
        {
            Url = new Uri(configured, air.Id),
        };

    private static Reference FromShortForm(string text, Reference draft)
    {
        var at = text.LastIndexOf('@');
        var (path, revision) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        var parts = path.Trim('/').Split('/');
        if (parts.Length < 2 || revision is "" || !Array.TrueForAll(parts, FileNames.IsSafeComponent))
            return ReferenceParser.Invalid(
                draft,
                $"\"{draft.Text}\" is not a file of Hugging Face; hf:owner/repository/folder/file.safetensors@main would be one."
            );
        return Named(draft, $"{parts[0]}/{parts[1]}", revision, parts[2..]);
    }

    private static Reference? FromAddress(string text, Reference draft, Uri configured)
    {
        var withScheme = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var url) || !IsHost(url, configured))
            return null;
        var clean = AddressSecrets.Remove(url);
        var parts = clean
            .AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(Uri.UnescapeDataString)
            .ToArray();
        var read = Read(parts, draft);
        return read is null ? null : read with { Url = clean, Token = AddressSecrets.FindToken(url) };
    }

    private static Reference? Read(string[] parts, Reference draft)
    {
        var route = Array.FindIndex(parts, part => part == "tree" || FileRoutes.Contains(part));
        if (parts.Length == 0 || Areas.Contains(parts[0]) || parts.Contains(".."))
            return null;
        if (route is 1 or 2 && parts.Length > route + 1)
        {
            var isComplete = parts[route] == "tree" || parts.Length > route + 2;
            return isComplete
                ? Named(draft, string.Join('/', parts[..route]), parts[route + 1], parts[(route + 2)..])
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
}
