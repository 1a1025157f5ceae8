using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Keeping.Duplicates;

/// <summary>
/// Finds models with the same bytes. Only those of equal size are looked at closer; a hash of the record counts while the
/// file is as it was when it was hashed, else the file is read once and the record learns its hash.
/// </summary>
internal sealed class DuplicateSearch(ReadOnlyRoots readOnly, TimeProvider time, IProgress<KeepingProgress>? progress)
{
    private readonly List<SkippedPath> _skipped = [];

    public async Task<DuplicateReport> RunAsync(IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        List<Candidate> candidates = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<string> open = new(folders);
        while (open.TryDequeue(out var folder))
        {
            if (!seen.Add(folder))
                continue;
            var walk = ModelWalk.Run(folder, cancellationToken);
            _skipped.AddRange(walk.Skipped);
            candidates.AddRange(Candidates(walk, folder));
            foreach (var other in walk.OtherRoots)
                open.Enqueue(other);
        }

        // Folders that lie in each other bring a path twice.
        var sameSize = candidates
            .DistinctBy(candidate => candidate.Model.Path)
            .GroupBy(candidate => candidate.Model.Stat.Stamp.SizeBytes)
            .Where(group =>
                group.Select(candidate => candidate.Model.Stat.Identity).Distinct().Count() > 1 || HasNoIdentity(group)
            );
        List<DuplicateGroup> groups = [];
        foreach (var group in sameSize)
            groups.AddRange(await CompareAsync([.. group], cancellationToken).ConfigureAwait(false));
        return new DuplicateReport([.. groups.OrderByDescending(group => group.WastedBytes)], _skipped);
    }

    private static bool HasNoIdentity(IGrouping<long, Candidate> group) =>
        group.Count() > 1 && group.Any(candidate => candidate.Model.Stat.Identity is null);

    private IEnumerable<Candidate> Candidates(ModelWalk walk, string folder)
    {
        var root = RecordRoot.FindFor(folder, time);
        var record = root is null ? null : RootRecord.Read(root);
        return walk
            .Models.Where(model => model.Stat is { IsFolder: false, Stamp.SizeBytes: > 0 })
            .Select(model => new Candidate(model, root, root is null ? null : record!.Find(root.Relative(model.Path))));
    }

    private async Task<IEnumerable<DuplicateGroup>> CompareAsync(
        IReadOnlyList<Candidate> candidates,
        CancellationToken cancellationToken
    )
    {
        List<(string Sha256, Candidate[] Names)> copies = [];
        // The names of one file are hashed once.
        foreach (
            var names in candidates.GroupBy(candidate => (object?)candidate.Model.Stat.Identity ?? candidate.Model.Path)
        )
        {
            if (await HashAsync([.. names], cancellationToken).ConfigureAwait(false) is { } sha256)
                copies.Add((sha256, [.. names.OrderBy(name => name.Model.Path, StringComparer.Ordinal)]));
        }

        return copies
            .GroupBy(copy => copy.Sha256)
            .Where(group => group.Count() > 1)
            .Select(group => new DuplicateGroup(
                group.Key,
                candidates[0].Model.Stat.Stamp.SizeBytes,
                [
                    .. group
                        .Select(copy => new DuplicateCopy([.. copy.Names.Select(name => name.Model.Path)])
                        {
                            Device = copy.Names[0].Model.Stat.Device,
                        })
                        .OrderBy(copy => copy.Paths[0], StringComparer.Ordinal),
                ]
            ));
    }

    private async Task<string?> HashAsync(Candidate[] names, CancellationToken cancellationToken)
    {
        var known = names.FirstOrDefault(name => name.Known?.HasCurrentHashes(name.Model.Stat.Stamp) == true);
        if (known is not null)
            return known.Known!.Hashes!.Sha256;
        var model = names[0].Model;
        try
        {
            var hashes = await ModelHashing
                .HashAsync(model.Path, model.Stat.Stamp, ModelHashing.Kinds, progress, cancellationToken)
                .ConfigureAwait(false);
            if (hashes is null)
                _skipped.Add(new SkippedPath(model.Path, "it was written to while it was read"));
            else
                await LearnAsync(names[0], RecordedHashes.From(hashes)).ConfigureAwait(false);
            return hashes?.Sha256;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            _skipped.Add(new SkippedPath(model.Path, $"it cannot be read: {ex.Message}"));
            return null;
        }
    }

    // Only for a file that is known and has no hash to be compared with; that is what a check is for.
    private async Task LearnAsync(Candidate candidate, RecordedHashes hashes)
    {
        if (
            candidate is not { Root: { } root, Known: { } known }
            || (known.Hashes?.Sha256 ?? hashes.Sha256) != hashes.Sha256
            || readOnly.FindRefusal(root.Folder) is not null
        )
            return;
        try
        {
            var fact = JournalFact.Of(FactWords.Hashed, known.Path, candidate.Model.Stat.Stamp) with
            {
                Hashes = hashes,
            };
            await root.Journal.AppendAsync([fact], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            // A record on a disk that may only be read learns nothing; the search has its answer.
        }
    }

    private sealed record Candidate(WalkedModel Model, RecordRoot? Root, KnownFile? Known);
}
