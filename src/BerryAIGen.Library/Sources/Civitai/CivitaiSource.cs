using BerryAIGen.Civitai;
using BerryAIGen.Civitai.References;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Civitai's models: by model, version, file, hash, AIR, page and download address.</summary>
internal sealed class CivitaiSource(CivitaiLookup lookup, LibraryOptions options, TimeProvider time) : ISource
{
    public const string SourceName = "civitai";

    public static SourceDefinition Definition { get; } =
        new(
            SourceName,
            context => new CivitaiSource(new CivitaiLookup(context.Civitai()), context.Options, context.Time)
        )
        {
            Forms = CivitaiReferences.Forms,
            BaseAddresses = options => [options.CivitaiUrl],
            // The first sends on to the second.
            PictureHosts = ["image.civitai.com", "image-b2.civitai.com"],
            OpenSearch = context => new CivitaiSearch(context.Civitai(), context.Options.CivitaiUrl),
        };

    private readonly CivitaiHosts _hosts = new(options.CivitaiUrl);

    public string Name => SourceName;

    public bool CanResolve(Reference reference) =>
        reference.Kind
            is ReferenceKind.Model
                or ReferenceKind.Version
                or ReferenceKind.File
                or ReferenceKind.Hash
                or ReferenceKind.Image;

    public async Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    )
    {
        choice.Check(
            "Civitai",
            "--version-id",
            "--file-id",
            "--file",
            "--type",
            "--format",
            "--size",
            "--precision",
            "--quantization",
            "--all"
        );
        var version = await FindVersionAsync(reference, VersionOf(reference, choice), cancellationToken)
            .ConfigureAwait(false);
        var refusal = CivitaiRefusals.Find(version, options.CivitaiKey, time.GetUtcNow());
        if (version.Files.Count == 0)
            throw new LibraryException(refusal ?? CivitaiRefusals.NoFiles(version));
        return
        [
            .. Pick(version, reference, choice)
                .Select(file =>
                    version.ToRemoteFile(file, options.CivitaiUrl, refusal) with
                    {
                        Token = reference.Token,
                    }
                ),
        ];
    }

    public async Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        if (file.Refusal is not null || file is not { VersionId: { } version, FileId: { } id })
            return file;
        var probed = await lookup.ProbeAsync(file, version, id, cancellationToken).ConfigureAwait(false);
        // The question was asked without the pasted token: that a key is needed says nothing then.
        return file.Token is not null && probed.Refusal?.Code == FailureCode.Auth ? file : probed;
    }

    // The download route alone tells a refused key from a file that nobody may download: both are 401.
    public async Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        var probed = await ProbeAsync(file, cancellationToken).ConfigureAwait(false);
        return probed.Refusal is { Code: FailureCode.Auth or FailureCode.Policy } reason ? reason : null;
    }

    public string? KeyVariable => "CIVITAI_API_KEY";

    public string? TokenFor(Uri address) => _hosts.IsTrusted(address) ? options.CivitaiKey?.Reveal() : null;

    private static int? VersionOf(Reference reference, FileChoice choice) =>
        reference.VersionId is null || choice.VersionId is null || reference.VersionId == choice.VersionId
            ? reference.VersionId ?? choice.VersionId
            : throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} names version {reference.VersionId}, the request names {choice.VersionId}; leave one out."
            );

    private Task<OfferedVersion> FindVersionAsync(
        Reference reference,
        int? versionId,
        CancellationToken cancellationToken
    ) =>
        (reference.Kind, reference.ModelId, versionId) switch
        {
            (ReferenceKind.Image, _, _) => throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} is an image, not a model; give the model's page."
            ),
            (ReferenceKind.Hash, _, _) => lookup.GetByHashAsync(reference.Hash!, cancellationToken),
            (_, { } model, { } version) => lookup.GetAsync(model, version, cancellationToken),
            (_, { } model, null) => GetNewestAsync(reference, model, cancellationToken),
            (_, null, { } version) => lookup.GetVersionAsync(version, cancellationToken),
            _ => throw new LibraryException(
                FailureCode.Usage,
                $"{reference.Text} names no model and no version of Civitai."
            ),
        };

    private async Task<OfferedVersion> GetNewestAsync(
        Reference reference,
        int model,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await lookup.GetNewestAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (LibraryException unknown)
            when (unknown.Failure.Code == FailureCode.NotFound && ModelHash.TryParse(reference.Text, out var hash))
        {
            throw new LibraryException(
                unknown.Failure with
                {
                    ResolutionSteps = [$"If {hash} is a hash and not an id, write hash:{hash}."],
                },
                unknown
            );
        }
    }

    private IReadOnlyList<ModelFile> Pick(OfferedVersion version, Reference reference, FileChoice choice)
    {
        if (choice.FileId is null && reference.FileId is { } id)
            choice = choice with { FileId = id };
        var isOpen = choice with { VersionId = null } == FileChoice.Primary;
        if (isOpen && reference.Hash is { } hash)
            return
            [
                // Civitai may find a version by a file that it does not list; any other file would be a guess.
                version.Files.FirstOrDefault(file => HasHash(file, hash))
                    ?? throw FilePicker.NoneFits(version, $"hash {hash}"),
            ];
        if (isOpen && WishesOf(reference) is { } wishes)
            return [FilePicker.PickWeighed(version, wishes)];
        return FilePicker.Pick(version, choice);
    }

    private FileChoice? WishesOf(Reference reference)
    {
        if (!CivitaiAddress.TryParse(reference.Url?.AbsoluteUri, _hosts, out var address, out _))
            return null;
        var wishes = address.Selection;
        return wishes == global::BerryAIGen.Civitai.Downloads.DownloadSelection.Primary
            ? null
            : new FileChoice
            {
                Type = wishes.Type,
                Format = wishes.Format,
                Size = wishes.Size,
                Precision = wishes.Precision,
                Quantization = wishes.Quantization,
            };
    }

    private static bool HasHash(ModelFile file, string hash) =>
        file.Hashes is { } known
        && new[] { known.AutoV1, known.AutoV2, known.AutoV3, known.Sha256, known.Crc32, known.Blake3 }.Any(text =>
            text?.StartsWith(hash, StringComparison.OrdinalIgnoreCase) ?? false
        );
}
