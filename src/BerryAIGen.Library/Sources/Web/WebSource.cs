using BerryAIGen.Civitai.Transport;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Sources.Web;

/// <summary>Any address of the web: one file, of which nothing is known but where it lies.</summary>
internal sealed class WebSource(FileProbe probe) : ISource
{
    private const string SourceName = "url";

    public static SourceDefinition Definition { get; } =
        new(SourceName, context => new WebSource(context.Probe))
        {
            Forms = [new(ReferenceRank.AnyAddress, FindAddress)],
        };

    public string Name => SourceName;

    public bool CanResolve(Reference reference) =>
        reference is { Kind: ReferenceKind.Url, Address.Scheme: "https" or "http" };

    public Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        choice.Check("an address", "--all");
        return Task.FromResult<IReadOnlyList<RemoteFile>>([
            new RemoteFile
            {
                Source = Name,
                Address = reference.Address!,
                Name = NameOf(reference.Address!),
                IsNameGuessed = true,
            },
        ]);
    }

    public Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken) =>
        probe.AskAsync(file, KeyVariable, TokenFor, cancellationToken);

    public Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken) =>
        Task.FromResult<Failure?>(null);

    public string? KeyVariable => null;

    // No key of ours is meant for a host that a person pasted.
    public string? TokenFor(Uri address) => null;

    private static Reference? FindAddress(ReferenceText text)
    {
        if (!text.Text.Contains("://", StringComparison.Ordinal))
            return null;
        if (!Uri.TryCreate(text.Text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return text.Invalid($"\"{text.Draft.Text}\" is not a complete address.");
        if (url.Scheme is not ("https" or "http"))
            return text.Invalid($"Addresses of the scheme {url.Scheme} are not read; give one of https.");
        return text.Draft with { Kind = ReferenceKind.Url, Url = AddressSecrets.Remove(url), Address = url };
    }

    // Only a name with an ending is one: "download" and "latest" are told better by the server.
    private static string? NameOf(Uri address) =>
        FileNames.FindLastComponent(Uri.UnescapeDataString(address.AbsolutePath)) is { } name && Path.HasExtension(name)
            ? name
            : null;
}
