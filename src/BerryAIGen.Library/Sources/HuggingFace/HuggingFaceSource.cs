using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.Api;
using BerryAIGen.Library.Sources.HuggingFace.Selection;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>Repositories of Hugging Face: a file, a folder, or what of the whole repository is the model.</summary>
internal sealed class HuggingFaceSource(LibraryOptions options, FileProbe probe, ApiReader api) : ISource
{
    public const string SourceName = "huggingface";
    private const string DefaultRevision = "main";

    private readonly HubClient _hub = new(api, options.HuggingFaceUrl);

    public static SourceDefinition Definition { get; } =
        new(SourceName, context => new HuggingFaceSource(context.Options, context.Probe, context.Api))
        {
            Forms = HuggingFaceReferences.Forms,
            BaseAddresses = options => [options.HuggingFaceUrl],
            OpenSearch = context =>
            {
                var source = new HuggingFaceSource(context.Options, context.Probe, context.Api);
                return new HubSearch(context.Api, context.Options.HuggingFaceUrl, source.TokenFor);
            },
        };

    /// <summary>Finds files by their names.</summary>
    public static HubFileSearch OpenFileSearch(SourceContext context)
    {
        var source = new HuggingFaceSource(context.Options, context.Probe, context.Api);
        return new HubFileSearch(context.Api, context.Options.HuggingFaceUrl, source.TokenFor);
    }

    public string Name => SourceName;

    public bool CanResolve(Reference reference) => reference.Kind == ReferenceKind.HuggingFace;

    public async Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        choice.Check("Hugging Face", "--file", "--revision", "--variant", "--include", "--exclude", "--all");
        var asked = new HubPlace(
            reference.Repository!,
            RevisionOf(reference, choice),
            address => TokenFor(address) ?? (IsHub(address) ? reference.Token : null)
        )
        {
            Path = reference.Path,
        };
        var model = await _hub.GetModelAsync(asked, cancellationToken).ConfigureAwait(false);
        var place = asked with { Repository = model.Id, Revision = model.Commit };
        var selection = await SelectAsync(place, reference, choice, cancellationToken).ConfigureAwait(false);
        var offer = new HubOffer(_hub, place, model, asked.Revision)
        {
            Token = reference.Token,
            // Whoever has no token can have accepted nothing.
            Refusal =
                model.IsGated && place.TokenFor(options.HuggingFaceUrl) is null
                    ? HubFailures.Gated(model.Id, options.HuggingFaceUrl, hasToken: false)
                    : null,
        };
        return offer.Describe(selection);
    }

    public async Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        if (file.Refusal is not null)
            return file;
        var probed = await probe
            .AskAsync(file, KeyVariable, address => Token(file, address), cancellationToken)
            .ConfigureAwait(false);
        return probed.Refusal is { Code: FailureCode.Auth or FailureCode.Policy or FailureCode.NotFound }
            ? file with
            {
                Refusal = await FindReasonAsync(file, cancellationToken).ConfigureAwait(false) ?? probed.Refusal,
            }
            : probed;
    }

    public Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken) =>
        FindReasonAsync(file, cancellationToken);

    public string? KeyVariable => "HF_TOKEN";

    // Hub storage (*.hf.co, xet) works with signed addresses and must not see the token.
    public string? TokenFor(Uri address) => IsHub(address) ? options.HuggingFaceToken?.Reveal() : null;

    private static string RevisionOf(Reference reference, FileChoice choice) =>
        reference.Revision is null || choice.Revision is null || reference.Revision == choice.Revision
            ? reference.Revision ?? choice.Revision ?? DefaultRevision
            : throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} names the revision {reference.Revision}, --revision names {choice.Revision}; leave one out."
            );

    private async Task<HubSelection> SelectAsync(
        HubPlace place,
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        var picker = new HubPicker(place, choice);
        if (reference.Path is not { } path)
            return picker.Pick(await _hub.ListAsync(place, "", true, cancellationToken).ConfigureAwait(false));
        var slash = path.LastIndexOf('/');
        var parent = slash < 0 ? "" : path[..slash];
        // One folder's listing is short; that of a whole repository may be many pages.
        if (!reference.IsFolder)
        {
            var beside = await _hub.ListAsync(place, parent, false, cancellationToken).ConfigureAwait(false);
            if (beside.FirstOrDefault(file => file.Path == path) is { } file)
                return new HubSelection([file], IsFolder: false);
        }

        return picker.Pick(await _hub.ListAsync(place, path, true, cancellationToken).ConfigureAwait(false));
    }

    private string? Token(RemoteFile file, Uri address) => TokenFor(address) ?? (IsHub(address) ? file.Token : null);

    /// <summary>Why the hub does not hand out a file; it says so where the file is, not where the repository is described.</summary>
    private async Task<Failure?> FindReasonAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        if (HubOffer.PlaceOf(file) is not { } told)
            return null;
        var place = told with { TokenFor = address => Token(file, address) };
        var answer = await api.GetHeadAsync(file.Address, place.TokenFor, cancellationToken).ConfigureAwait(false);
        // Behind a redirect stands the storage, whose reasons are not the hub's.
        return !answer.IsSuccess && IsHub(answer.Address)
            ? HubFailures.From(answer.Status, answer.Header, place, options.HuggingFaceUrl)
            : null;
    }

    private bool IsHub(Uri address) =>
        Uri.Compare(
            address,
            options.HuggingFaceUrl,
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;
}
