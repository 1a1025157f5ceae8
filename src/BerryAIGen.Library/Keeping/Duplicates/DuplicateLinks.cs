using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Keeping.Duplicates;

/// <summary>
/// Makes one copy serve all names of a group by hard links. Every copy is compared byte for byte this moment, and its
/// name is given to the kept one in one step, so that no name is ever without its bytes.
/// </summary>
internal sealed class DuplicateLinks(ReadOnlyRoots readOnly, TimeProvider time)
{
    private const string DraftEnding = ".berry-link";
    private const int BufferBytes = 1 << 20;

    public async Task<DuplicateReport> LinkAsync(DuplicateReport report, CancellationToken cancellationToken)
    {
        List<DuplicateGroup> groups = [];
        foreach (var group in report.Groups)
            groups.Add(await LinkAsync(group, cancellationToken).ConfigureAwait(false));
        var freed = groups.Sum(group =>
            group.SizeBytes * group.Copies.Count(copy => copy.Outcome == DuplicateOutcome.Linked)
        );
        return report with { Groups = groups, FreedBytes = freed };
    }

    private async Task<DuplicateGroup> LinkAsync(DuplicateGroup group, CancellationToken cancellationToken)
    {
        List<DuplicateCopy> kept = [];
        List<DuplicateCopy> copies = [];
        foreach (var copy in group.Copies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Nor does it lend its bytes: what a program writes to one name, all of them have.
            if (copy.Paths.Select(readOnly.FindRefusal).OfType<Failure>().FirstOrDefault() is { } refusal)
                copies.Add(Stays(copy, refusal.Message) with { Failure = refusal });
            // One copy per file system stays: a hard link cannot leave its own.
            else if (kept.FirstOrDefault(other => other.Device == copy.Device) is { } target)
                copies.Add(await LinkAsync(copy, target.Paths[0], cancellationToken).ConfigureAwait(false));
            else
            {
                kept.Add(copy);
                copies.Add(copy with { Outcome = DuplicateOutcome.Kept });
            }
        }

        return group with
        {
            Copies = copies,
        };
    }

    private async Task<DuplicateCopy> LinkAsync(DuplicateCopy copy, string target, CancellationToken cancellationToken)
    {
        try
        {
            var names = copy.Paths.Where(path => new FileInfo(path).LinkTarget is null).ToArray();
            if (FileStat.Find(copy.Paths[0]) is { } stat && stat.Links > names.Length)
                return Stays(copy, "it has other names that were not looked at, so that nothing would be freed");
            foreach (var path in names)
            {
                if (await ReplaceAsync(path, target, cancellationToken).ConfigureAwait(false) is { } why)
                    return Stays(copy, why);
                await WriteAsync(path).ConfigureAwait(false);
            }

            return copy with
            {
                Outcome = DuplicateOutcome.Linked,
            };
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return Stays(copy, ex.Message);
        }
    }

    /// <summary>Why it was not done; null when it was.</summary>
    private static async Task<string?> ReplaceAsync(string path, string target, CancellationToken cancellationToken)
    {
        var (before, other) = (FileStat.Find(path), FileStat.Find(target));
        if (!await AreEqualAsync(path, target, cancellationToken).ConfigureAwait(false))
            return "its bytes are others by now";
        if (FileStat.Find(path)?.Stamp != before?.Stamp || FileStat.Find(target)?.Stamp != other?.Stamp)
            return "it was written to while it was compared";
        var draft = $"{path}.{Random.Shared.Next():x8}{DraftEnding}";
        HardLink.Create(target, draft);
        try
        {
            File.Move(draft, path, overwrite: true);
            return null;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static async Task<bool> AreEqualAsync(string path, string other, CancellationToken cancellationToken)
    {
        using var one = File.OpenHandle(path, options: FileOptions.Asynchronous | FileOptions.SequentialScan);
        using var two = File.OpenHandle(other, options: FileOptions.Asynchronous | FileOptions.SequentialScan);
        var (left, right) = (new byte[BufferBytes], new byte[BufferBytes]);
        for (long at = 0; ; )
        {
            var read = await RandomAccess.ReadAsync(one, left, at, cancellationToken).ConfigureAwait(false);
            var matched = 0;
            while (matched < read)
            {
                var more = await RandomAccess
                    .ReadAsync(two, right.AsMemory(matched, read - matched), at + matched, cancellationToken)
                    .ConfigureAwait(false);
                if (more == 0)
                    return false;
                matched += more;
            }

            if (!left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, read)))
                return false;
            at += read;
            if (read == 0)
                return RandomAccess.GetLength(two) == at;
        }
    }

    // The name has the number and the time of the kept file now, which is no change of it.
    private async Task WriteAsync(string path)
    {
        if (RecordRoot.FindFor(path, time) is not { } root || FileStat.Find(path) is not { } stat)
            return;
        if (RootRecord.Read(root).Find(root.Relative(path)) is { } known)
            await root
                .Journal.AppendAsync(
                    [
                        JournalFact.Of(FactWords.Verified, known.Path, stat.Stamp) with
                        {
                            Result = CheckWords.Ok,
                            Reason = "linked",
                        },
                    ],
                    CancellationToken.None
                )
                .ConfigureAwait(false);
    }

    private static DuplicateCopy Stays(DuplicateCopy copy, string why) =>
        copy with
        {
            Outcome = DuplicateOutcome.NotLinked,
            Reason = why,
        };
}
