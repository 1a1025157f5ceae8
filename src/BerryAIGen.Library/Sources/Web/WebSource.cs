using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Sources.Web;

/// <summary>Any address of the web: one file, of which nothing is known but where it lies.</summary>
internal sealed class WebSource(FileProbe probe) : ISource
{
    public string Name => "url";

    public bool CanResolve(Reference reference) => reference.Kind == ReferenceKind.Url;

    public Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<RemoteFile>>([
            new RemoteFile
            {
                Source = Name,
                Address = reference.Address!,
                Name = NameOf(reference.Address!),
                IsNameGuessed = true,
            },
        ]);

    public Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken) =>
        probe.AskAsync(file, KeyVariable, TokenFor, cancellationToken);

    public Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken) =>
        Task.FromResult<Failure?>(null);

    public string? KeyVariable => null;

    // No key of ours is meant for a host that a person pasted.
    public string? TokenFor(Uri address) => null;

    // Only a name with an ending is one: "download" and "latest" are told better by the server.
    private static string? NameOf(Uri address) =>
        FileNames.FindLastComponent(Uri.UnescapeDataString(address.AbsolutePath)) is { } name && Path.HasExtension(name)
            ? name
            : null;
}
