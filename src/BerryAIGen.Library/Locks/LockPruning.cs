using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Locks;

/// <summary>
/// Moves what a lock does not list to the trash. Only what we brought there and nobody changed since: a file without a
/// record of its fetching, or with other bytes than it tells of, is a person's own and stays.
/// </summary>
internal sealed class LockPruning(BerryLibrary library, LockRoot root, SyncRequest request)
{
    /// <summary>Those of the extra files that may go.</summary>
    public IReadOnlyList<string> Choose(IEnumerable<string> extra)
    {
        return [.. extra.Where(path => IsInRoot(path) && IsOurs(path) && IsWritable(path))];

        bool IsWritable(string path) => library.ReadOnly.FindRefusal(path) is null;
    }

    /// <returns>What went, and a row for each that could not.</returns>
    public async Task<(IReadOnlyList<string> Gone, IReadOnlyList<DownloadItem> Failures)> RunAsync(
        IReadOnlyList<string> chosen,
        CancellationToken cancellationToken
    )
    {
        List<string> gone = [];
        List<DownloadItem> failures = [];
        foreach (var path in chosen.TakeWhile(_ => !cancellationToken.IsCancellationRequested))
        {
            // One that has begun is ended, so that whatever went is told.
            var outcomes = await library
                .Keeping.Trash.PutAsync([path], $"not in {Path.GetFileName(request.Path)}", CancellationToken.None)
                .ConfigureAwait(false);
            if (outcomes[0].Failure is { } failure)
                failures.Add(DownloadItems.From(path, failure));
            else
                gone.Add(path);
        }

        return (gone, failures);
    }

    // Settings of ComfyUI name folders of other applications as well; those are not what is synchronised.
    private bool IsInRoot(string path) => root.Layout is { } layout && RecordPaths.IsBelow(path, layout.ModelsFolder);

    private static bool IsOurs(string path) =>
        File.Exists(path)
        && RecordedHash.FindRecord(path) is { } record
        && record["fetched_at"] is not null
        && RecordedHash.Find(new FileInfo(path), record) is not null;
}
