using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>One file of a Hugging Face repository, named by its path.</summary>
internal sealed class HuggingFaceSource(LibraryOptions options, FileProbe probe) : ISource
{
    private const string DefaultRevision = "main";

    public string Name => "huggingface";

    public bool CanResolve(Reference reference) => reference.Kind == ReferenceKind.HuggingFace;

    public Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        var path = reference.Path;
        if (FileNames.FindLastComponent(path) is not { } name || !Path.HasExtension(name))
            throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} names no file; add its path, as in hf:{reference.Repository}/model.safetensors."
            );
        var revision = Uri.EscapeDataString(reference.Revision ?? DefaultRevision);
        var file = string.Join('/', path!.Split('/').Select(Uri.EscapeDataString));
        return Task.FromResult<IReadOnlyList<RemoteFile>>([
            new RemoteFile
            {
                Source = Name,
                Address = new Uri(options.HuggingFaceUrl, $"/{reference.Repository}/resolve/{revision}/{file}"),
                Name = name,
                ModelName = reference.Repository,
                VersionName = reference.Revision ?? DefaultRevision,
                Token = reference.Token,
            },
        ]);
    }

    public Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken) =>
        probe.AskAsync(
            file,
            KeyVariable,
            address => TokenFor(address) ?? (IsHub(address) ? file.Token : null),
            cancellationToken
        );

    public Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken) =>
        Task.FromResult<Failure?>(null);

    public string? KeyVariable => "HF_TOKEN";

    // Hub storage (*.hf.co, xet) works with signed addresses and must not see the token.
    public string? TokenFor(Uri address) => IsHub(address) ? options.HuggingFaceToken?.Reveal() : null;

    private bool IsHub(Uri address) =>
        Uri.Compare(
            address,
            options.HuggingFaceUrl,
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;
}
