using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Keeping.Repairs;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Keeping.Refreshing;

/// <summary>Asks the sources anew what files are, and adds it to the records; what a person wrote there stays.</summary>
internal sealed class RefreshRun(SourceList sources, FileRecorder recorder, RootFinder roots, TimeProvider time)
{
    public async Task<IReadOnlyList<RefreshedFile>> RunAsync(
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        List<RefreshedFile> files = [];
        foreach (var given in paths.Count == 0 ? [roots.Default] : paths)
        {
            var path = roots.FullPath(given);
            if (Directory.Exists(path) && !ModelNames.IsModelFolder(path))
                foreach (var model in ModelWalk.Run(path, cancellationToken).Models)
                    files.Add(await RefreshAsync(model.Path, cancellationToken).ConfigureAwait(false));
            else
                files.Add(await RefreshAsync(path, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    private async Task<RefreshedFile> RefreshAsync(string path, CancellationToken cancellationToken)
    {
        if (!Path.Exists(path))
            return Failed(path, new Failure(FailureCode.NotFound, $"{path} does not exist; check the name."));
        try
        {
            roots.ReadOnly.RequireWritable(path);
            return await AskAsync(path, cancellationToken).ConfigureAwait(false);
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
        catch (Exception ex) when (ex is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var failure = RunFailures.From(ex, path, cancellationToken);
            return failure.Code == FailureCode.NotFound
                ? new RefreshedFile(path, RefreshState.Gone) { Reason = $"{failure.Message} What was known stays." }
                : Failed(path, failure);
        }
    }

    private async Task<RefreshedFile> AskAsync(string path, CancellationToken cancellationToken)
    {
        var record = SidecarStore.Find(path);
        var known = KnownFileOf(path);
        var origin = SidecarOrigin.Find(record) ?? known?.Origin;
        var sha256 = RecordedHashes.From(record)?.Sha256 ?? known?.Hashes?.Sha256;
        // An address alone tells nothing of a file but its bytes.
        if (origin is { Source: "url" } || RepairReference.Find(origin, sha256) is not { } wanted)
            return new RefreshedFile(path, RefreshState.Unknown)
            {
                Reason = "no source and no hash of it is recorded; run 'berry index --hash' to look it up by its hash",
            };
        try
        {
            var reference = sources.Parse(wanted.Text);
            var found = await sources
                .Get(reference)
                .ResolveAsync(reference, wanted.Choice, cancellationToken)
                .ConfigureAwait(false);
            return await WriteAsync(path, record, found[0], cancellationToken).ConfigureAwait(false);
        }
        catch (LibraryException ex) when (ex.Failure.Code == FailureCode.NotFound && origin is null)
        {
            return new RefreshedFile(path, RefreshState.Unknown) { Reason = "no source knows its hash" };
        }
    }

    private async Task<RefreshedFile> WriteAsync(
        string path,
        JsonObject? before,
        RemoteFile file,
        CancellationToken cancellationToken
    )
    {
        var note = await recorder.RefreshAsync(path, file, cancellationToken).ConfigureAwait(false);
        var after = SidecarStore.Find(path) ?? [];
        var changes = after
            .Where(member => !JsonNode.DeepEquals(member.Value, before?[member.Key]))
            .Select(member => member.Key)
            .Where(name => name is not ("refreshed_at" or "as_fetched"))
            .ToArray();
        return new RefreshedFile(path, changes.Length == 0 ? RefreshState.Unchanged : RefreshState.Refreshed)
        {
            Changes = changes,
            Reason = note,
        };
    }

    private KnownFile? KnownFileOf(string path) =>
        RecordRoot.FindFor(path, time) is { } root ? RootRecord.Read(root).Find(root.Relative(path)) : null;

    private static RefreshedFile Failed(string path, Failure failure) =>
        new(path, RefreshState.Failed) { Reason = failure.Message, Failure = failure };
}
