using System.Text.Json;
using BerryAIGen.Civitai;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sidecars;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>Finds out which versions lie in folders: by their records, by other programs' sidecars, then by hash.</summary>
internal sealed class LocalVersions(BerryLibrary library, RootFinder roots, RootRecordCache records, TimeProvider time)
{
    private readonly ForeignSidecars _foreign = library.Sidecars;

    /// <summary>Every model of the paths, in order; none is read.</summary>
    public IReadOnlyList<LocalVersion> Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        List<LocalVersion> found = [];
        foreach (var given in paths.Count == 0 ? [roots.Default] : paths)
        {
            var path = roots.FullPath(given);
            if (roots.Known.FindAbsence(path) is { } absence)
                found.Add(Failed(path, new Failure(FailureCode.Disk, absence, IsRetryable: true)));
            else if (!Path.Exists(path))
                found.Add(Failed(path, new Failure(FailureCode.NotFound, $"{given} does not exist; check the name.")));
            else if (Directory.Exists(path) && !ModelNames.IsModelFolder(path))
                found.AddRange(
                    ModelWalk
                        .RunThrough([path], cancellationToken)
                        .Models.Select(model => model.Path)
                        .Order(StringComparer.Ordinal)
                        .Select(ReadOne)
                );
            else
                found.Add(ReadOne(path));
        }

        return [.. found.DistinctBy(local => local.Path)];
    }

    /// <summary>The versions of the same models that the records of these files' roots tell of, wherever in the root they lie.</summary>
    public IEnumerable<LocalVersion> ReadRoots(IReadOnlyList<LocalVersion> locals)
    {
        // Of one model out of a thousand the sidecars of the others need not be read.
        var models = locals.Select(local => local.ModelId).OfType<int>().ToHashSet();
        return locals
            .Select(local => local.Root)
            .OfType<RecordRoot>()
            .DistinctBy(root => root.Path)
            .SelectMany(root =>
                records
                    .Read(root)
                    .Files.Values.Where(file =>
                        file is { Presence: FilePresence.Present, Origin: { VersionId: not null, ModelId: { } model } }
                        && models.Contains(model)
                        && Path.Exists(root.FullPath(file.Path))
                    )
                    .Select(file => ReadOne(root.FullPath(file.Path)))
            );
    }

    /// <summary>What no record names, by its hash, all in one question.</summary>
    /// <returns>The same files, and why Civitai did not say; null when it did, or was not asked.</returns>
    public async Task<(IReadOnlyList<LocalVersion> Locals, Failure? Failure)> FindByHashAsync(
        IReadOnlyList<LocalVersion> locals,
        CancellationToken cancellationToken
    )
    {
        var hashes = locals.Where(local => !local.IsNamed).Select(local => local.Sha256).OfType<string>().ToArray();
        if (hashes.Length == 0 || library.Options.Network.Switch is { Choices.HashLookup: false })
            return (locals, null);
        try
        {
            var found = await library
                .Civitai.Versions.FindIdsByHashesAsync(hashes, cancellationToken)
                .ConfigureAwait(false);
            return ([.. locals.Select(local => Named(local, found))], null);
        }
        catch (CivitaiRequestException ex)
        {
            return (locals, CivitaiFailures.From(ex, "the files' hashes"));
        }
    }

    private static LocalVersion Named(LocalVersion local, IReadOnlyDictionary<string, IReadOnlyList<HashIds>> found) =>
        !local.IsNamed && local.Sha256 is { } hash && found.TryGetValue(hash, out var ids) && ids is [var first, ..]
            ? local with
            {
                Source = CivitaiSource.SourceName,
                ModelId = first.ModelId,
                VersionId = first.ModelVersionId,
                FileId = null,
            }
            : local;

    private LocalVersion ReadOne(string path)
    {
        try
        {
            var root = RecordRoot.FindFor(path, time);
            var known = root is null ? null : records.Read(root).Find(root.Relative(path));
            var local = LocalVersion.Of(path, root, SidecarStore.Find(path), known);
            // Only a claim, but the person's other programs go by it as well.
            return local is { Source: null, Sha256: null } && _foreign.Read(path).Facts is { VersionId: not null } facts
                ? local with
                {
                    ModelId = facts.ModelId,
                    VersionId = facts.VersionId,
                    Sha256 = facts.Sha256,
                    ModelName = facts.ModelName,
                    VersionName = facts.VersionName,
                    BaseModel = facts.BaseModel,
                }
                : local;
        }
        catch (JsonException ex)
        {
            return Failed(
                path,
                new Failure(
                    FailureCode.Usage,
                    $"{Sidecar.PathOf(path)} cannot be read ({ex.Message}); correct it or move it away."
                )
            );
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return Failed(path, DiskFailures.From(ex, path));
        }
    }

    private static LocalVersion Failed(string path, Failure failure) => new(path) { Failure = failure };
}
