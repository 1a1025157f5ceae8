using System.Text.Json;
using BerryAIGen.IO.Diffusers;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Checks;

/// <summary>Compares one file with its record: all recorded hashes in one read.</summary>
internal sealed class FileCheck(RecordRoot root, bool isQuick, IProgress<KeepingProgress>? progress)
{
    public async Task<CheckedFile> RunAsync(
        string path,
        FileStat stat,
        KnownFile? known,
        CancellationToken cancellationToken
    )
    {
        var file = new CheckedFile(path, CheckState.Ok)
        {
            SizeBytes = stat.Stamp.SizeBytes,
            Known = known,
            Root = root,
        };
        try
        {
            var expected = known?.Hashes ?? HashesBeside(path);
            file = file with { ExpectedSha256 = expected?.Sha256 };
            if (stat.IsFolder)
                return OfFolder(file, stat, known);
            if (expected is null)
                return await InspectAsync(file, CheckState.Unrecorded, cancellationToken).ConfigureAwait(false);
            return isQuick
                ? await LookAsync(file, stat.Stamp, known, cancellationToken).ConfigureAwait(false)
                : await ReadAsync(file, stat.Stamp, expected, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            var why = ex is UnauthorizedAccessException ? "it may not be read" : ex.Message;
            return file with { State = CheckState.Unreadable, Reason = $"it cannot be read: {why}" };
        }
    }

    // A file of a download that no journal tells of: the sidecar knows as much.
    private static RecordedHashes? HashesBeside(string path)
    {
        try
        {
            return RecordedHashes.From(SidecarStore.Find(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CheckedFile OfFolder(CheckedFile file, FileStat stat, KnownFile? known) =>
        DiffusersFolder.TryRead(file.Path) is { Missing: { Count: > 0 } missing }
            ? file with
            {
                State = CheckState.Broken,
                Reason = $"the model is not complete: {string.Join(", ", missing)} is missing",
            }
        : known?.Stamp is not { } stamp ? file with { State = CheckState.Unrecorded }
        : stamp == stat.Stamp ? file with { Reason = "by the sizes and times of its files" }
        : file with { State = CheckState.Changed, Reason = "the sizes or times of its files are others than recorded" };

    private static async Task<CheckedFile> LookAsync(
        CheckedFile file,
        FileStamp now,
        KnownFile? known,
        CancellationToken cancellationToken
    ) =>
        known is { LastResult: CheckWords.Changed, CheckedAt: { } then } && known.Stamp == now
            ? file with
            {
                State = CheckState.Changed,
                Reason = $"its bytes are others, as the check of {then:yyyy-MM-dd HH:mm} UTC found",
            }
        : known?.HashedStamp is { } stamp && stamp != now
            ? file with
            {
                State = CheckState.Changed,
                Reason = Difference(stamp, now),
            }
        : await InspectAsync(
                file with
                {
                    Reason = "by size and time; nothing was read",
                },
                CheckState.Ok,
                cancellationToken
            )
            .ConfigureAwait(false);

    private static async Task<CheckedFile> InspectAsync(
        CheckedFile file,
        CheckState otherwise,
        CancellationToken cancellationToken
    )
    {
        var report = await Inspector
            .InspectAsync(file.Path, Path.GetFileName(file.Path), cancellationToken)
            .ConfigureAwait(false);
        return report.Failure is { } failure
            ? file with
            {
                State = CheckState.Broken,
                Reason = failure.Message.Replace(" and was not published", "", StringComparison.Ordinal),
            }
            : file with
            {
                State = otherwise,
            };
    }

    private async Task<CheckedFile> ReadAsync(
        CheckedFile file,
        FileStamp stamp,
        RecordedHashes expected,
        CancellationToken cancellationToken
    )
    {
        var kinds = expected.Kinds | HashKinds.Sha256 | HashKinds.BlockCrc32;
        var hashes = await ModelHashing
            .HashAsync(file.Path, stamp, kinds, progress, cancellationToken)
            .ConfigureAwait(false);
        if (hashes is null)
            return file with { State = CheckState.Unreadable, Reason = "it was written to while it was read" };
        file = file with { Sha256 = hashes.Sha256, Blocks = hashes.BlockCrc32 };
        var broken = HashDifferences.Of(expected, hashes);
        if (HashDifferences.HoldsStrongest(expected, broken))
            return await InspectAsync(
                    broken.Count == 0 ? file : file with { Reason = AtOdds(expected, broken) },
                    CheckState.Ok,
                    cancellationToken
                )
                .ConfigureAwait(false);
        // Bytes that changed while nobody wrote the file are damage wherever they lie.
        if (file.Known?.HashedStamp != stamp && HashDifferences.HasSameTensors(expected, hashes))
            return await InspectAsync(
                    file with
                    {
                        Reason = "its header was edited; the tensors are as recorded",
                    },
                    CheckState.HeaderChanged,
                    cancellationToken
                )
                .ConfigureAwait(false);
        return file with { State = CheckState.Changed, Reason = Difference(file.Known?.HashedStamp, stamp) };
    }

    private static string AtOdds(RecordedHashes expected, IReadOnlyList<string> broken) =>
        $"the record itself is at odds: {string.Join(", ", broken)} differs, {HashDifferences.Strongest(expected)} holds";

    private static string Difference(FileStamp? recorded, FileStamp now) =>
        recorded switch
        {
            { } then when then.SizeBytes > now.SizeBytes => $"it has {now.SizeBytes} bytes instead of {then.SizeBytes}",
            { } then when then.SizeBytes < now.SizeBytes => $"it has {now.SizeBytes} bytes instead of {then.SizeBytes}",
            { } then when then == now =>
                "its bytes are others although nobody wrote it since; suspect the disk or the memory of this machine",
            { } then when then.Modified != now.Modified =>
                $"its bytes are others, and it was written on {now.Modified:yyyy-MM-dd HH:mm} UTC",
            _ => "its bytes are others than recorded",
        };
}
