using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.CivArchive;

/// <summary>
/// Mirrors of what Civitai has no longer, by a public archive. Asked only after Civitai said "gone"; what a mirror sends
/// must have the hash that Civitai or the archive knows, and without a hash nothing is fetched.
/// </summary>
internal sealed class CivArchiveSource(LibraryOptions options, FileProbe probe, ApiReader api) : ISource
{
    private const string SourceName = "civarchive";
    private const string Setting = "civarchive_url";
    private const string Variable = "BERRY_CIVARCHIVE_URL";
    private const string Off = "off";

    private static readonly Uri Public = new("https://civarchive.com");

    public static SourceDefinition Definition { get; } =
        new(SourceName, context => new CivArchiveSource(context.Options, context.Probe, context.Api))
        {
            Settings = [Setting],
            BaseAddresses = options => AddressOf(options) is { } address && address != Public ? [address] : [],
        };

    public string Name => SourceName;

    // It stands in for Civitai and has no references of its own.
    public bool CanResolve(Reference reference) => false;

    public Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<RemoteFile>>([]);

    public async Task<IReadOnlyList<RemoteFile>> ReplaceAsync(
        Reference reference,
        FileChoice choice,
        IReadOnlyList<RemoteFile> gone,
        CancellationToken cancellationToken
    )
    {
        if (AddressOf(options) is not { } archive)
            return [];
        var search = new ArchiveSearch(new CivArchiveClient(api, archive));
        if (await search.FindAsync(reference, choice, gone, cancellationToken).ConfigureAwait(false) is not { } version)
            return [];
        // The host that has it no longer is no mirror of it.
        string[] closed = [options.CivitaiUrl.IdnHost, "civitai.com", "www.civitai.com"];
        var files = version.Files.Select(file => ArchivedFile.From(file, archive, closed)).OfType<ArchivedFile>();
        var picked = ArchivePicker.Pick([.. files], reference, choice, gone, archive);
        return [await WithMirrorAsync(picked, version, archive, cancellationToken).ConfigureAwait(false)];
    }

    public Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken) =>
        file.Refusal is not null
            ? Task.FromResult(file)
            : probe.AskAsync(file, KeyVariable, TokenFor, cancellationToken);

    public Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken) =>
        Task.FromResult<Failure?>(null);

    public string? KeyVariable => null;

    public string? TokenFor(Uri address) => null;

    // A site of one's own in place of Civitai has nothing to do with the public archive.
    private static Uri? AddressOf(LibraryOptions options) =>
        string.Equals(options.Sources.Find(Setting, Variable), Off, StringComparison.OrdinalIgnoreCase) ? null
        : options.Sources.FindAddress(Setting, Variable) is { } named ? named
        : options.CivitaiUrl == new LibraryOptions().CivitaiUrl ? Public
        : null;

    private async Task<RemoteFile> WithMirrorAsync(
        ArchivedFile file,
        ArchivedVersion version,
        Uri archive,
        CancellationToken cancellationToken
    )
    {
        RemoteFile? refused = null;
        List<Uri> silent = [];
        foreach (var (number, mirror) in file.Mirrors.Index())
        {
            var asked = await ProbeAsync(Describe(file, version, mirror), cancellationToken).ConfigureAwait(false);
            if (asked.Refusal is null)
                return asked with
                {
                    Name = file.Name ?? asked.Name,
                    // Those that only had no time come last; those that said no are not asked again.
                    Mirrors = [.. file.Mirrors.Skip(number + 1), .. silent],
                    Note =
                        $"Civitai has it no longer; {archive.Host} names {mirror.Host} as a mirror, and what it sends must have the SHA-256 {file.Sha256}",
                };
            if (asked.Refusal.IsRetryable)
                silent.Add(mirror);
            refused = asked;
        }

        throw new LibraryException(
            FailureCode.NotFound,
            refused is null
                ? $"{archive.Host} knows {file.Name}, and no place that still has it."
                : $"{archive.Host} knows {file.Name}, and none of its {file.Mirrors.Count} mirrors gives it: {refused.Refusal!.Message}"
        );
    }

    private static RemoteFile Describe(ArchivedFile file, ArchivedVersion version, Uri mirror) =>
        new()
        {
            Source = SourceName,
            Address = mirror,
            Name = file.Name,
            SizeBytes = file.SizeBytes,
            Hashes = new ExpectedHashes { Sha256 = file.Sha256 },
            ModelType = version.Model.Text("type"),
            FileType = file.Type,
            BaseModel = version.Version.Text("baseModel"),
            ModelId = version.ModelId,
            VersionId = version.Id,
            FileId = file.Id,
            ModelName = version.Model.Text("name"),
            VersionName = version.Version.Text("name"),
            Creator = version.Model.Text("creator_username"),
            Tags = version.Model.Texts("tags"),
            Record = new JsonObject
            {
                ["gone_upstream"] = true,
                ["trigger_words"] = version.Version["trigger"]?.DeepClone(),
            },
        };
}
