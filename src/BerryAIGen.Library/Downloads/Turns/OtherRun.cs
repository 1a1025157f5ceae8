using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Turns;

/// <summary>
/// Another process, or another item of this one, that downloads the same file to the same place: it is waited for. What
/// it publishes is then present; what it leaves behind, by dying or giving up, is taken over.
/// </summary>
internal static class OtherRun
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns once nobody has the part any more.</summary>
    public static async Task WaitAsync(
        PlannedFile plan,
        IProgress<DownloadProgress>? progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var owner = PartJournal.Find(plan.PartPath)?.OwnerId;
        var who = owner is null || owner == Environment.ProcessId ? "another run" : $"process {owner}";
        var note = $"{plan.Name} is already being downloaded by {who}; waiting for it.";
        progress?.Report(new DownloadProgress(plan.Name, DownloadStage.Plan, 0, plan.File.SizeBytes, note));
        while (!IsFree(plan.PartPath))
            await Task.Delay(Step, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The file that the other one published, where no hash of the source could tell: its name was free before, the part
    /// of this very address is gone, and the name is taken now.
    /// </summary>
    public static async Task<PresentFile?> FindPublishedAsync(PlannedFile before, CancellationToken cancellationToken)
    {
        if (before.FreePath is not null || before.File.Hashes.Sha256 is not null)
            return null;
        if (File.Exists(before.PartPath) || !File.Exists(before.TargetPath))
            return null;
        return await ReadAsync(before, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The file that an earlier run published before it died: the part is gone, its journal is left, and the name has
    /// exactly the bytes the journal tells of.
    /// </summary>
    public static async Task<PresentFile?> FindPublishedBeforeAsync(
        PlannedFile plan,
        CancellationToken cancellationToken
    ) =>
        !File.Exists(plan.PartPath)
        && PartJournal.Find(plan.PartPath)?.Size is { } size
        && new FileInfo(plan.TargetPath) is { Exists: true } target
        && target.Length == size
            ? await ReadAsync(plan, cancellationToken).ConfigureAwait(false)
            : null;

    private static async Task<PresentFile> ReadAsync(PlannedFile plan, CancellationToken cancellationToken)
    {
        var hashes = await FileHashing
            .ComputeAsync(plan.TargetPath, HashKinds.Sha256, progress: null, cancellationToken)
            .ConfigureAwait(false);
        return new PresentFile(plan.TargetPath, hashes.SizeBytes, hashes.Sha256!);
    }

    private static bool IsFree(string partPath)
    {
        if (!Directory.Exists(Path.GetDirectoryName(partPath)))
            return true;
        using var claim = PartClaim.TryTake(partPath);
        return claim is not null;
    }
}
