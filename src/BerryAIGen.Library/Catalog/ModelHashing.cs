using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>Hashes the models of a root whose hashes are not known; a stop loses about a second of the work.</summary>
internal sealed class ModelHashing(RecordRoot root, IProgress<KeepingProgress>? progress, TimeProvider time)
{
    /// <summary>Every hash of ours, and the blocks for repairs.</summary>
    public const HashKinds Kinds = HashKinds.All | HashKinds.BlockCrc32;

    private readonly List<SkippedPath> _skipped = [];
    private readonly JournalBuffer _journal = new(root.Journal, time);
    private int _hashed;

    public async Task<(int Hashed, IReadOnlyList<SkippedPath> Skipped)> RunAsync(
        IEnumerable<WalkedModel> models,
        CancellationToken cancellationToken
    )
    {
        var record = RootRecord.Read(root);
        try
        {
            foreach (var model in models.Where(model => !model.Stat.IsFolder))
            {
                var known = record.Find(root.Relative(model.Path));
                if (known is null || !(known.HasCurrentHashes(model.Stat.Stamp) || IsSuspect(known)))
                    await AddAsync(known, model, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await _journal.FlushAsync().ConfigureAwait(false);
        }

        return (_hashed, _skipped);
    }

    /// <summary>The hashes of a file that stood still; null when it did not.</summary>
    public static async Task<FileHashes?> HashAsync(
        string path,
        FileStamp stamp,
        HashKinds kinds,
        IProgress<KeepingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var hashes = await FileHashing
            .ComputeAsync(path, kinds, KeepingProgress.For(progress, path, stamp.SizeBytes), cancellationToken)
            .ConfigureAwait(false);
        return FileStat.Find(path)?.Stamp == stamp ? hashes : null;
    }

    // A file that has hashes and does not have them any more is for a check, never silently the new truth.
    private static bool IsSuspect(KnownFile known) => known.LastResult is not null and not CheckWords.Ok;

    private async Task AddAsync(KnownFile? known, WalkedModel model, CancellationToken cancellationToken)
    {
        FileHashes? hashes;
        try
        {
            hashes = await HashAsync(model.Path, model.Stat.Stamp, Kinds, progress, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            _skipped.Add(new SkippedPath(model.Path, $"it cannot be read: {ex.Message}"));
            return;
        }

        if (hashes is null)
        {
            _skipped.Add(new SkippedPath(model.Path, "it was written to while it was read"));
            return;
        }

        _hashed++;
        BlockSums.Write(root, hashes);
        await _journal.AddAsync(FactOf(known, model, RecordedHashes.From(hashes))).ConfigureAwait(false);
    }

    private JournalFact FactOf(KnownFile? known, WalkedModel model, RecordedHashes hashes)
    {
        var path = root.Relative(model.Path);
        return known?.Hashes is { Sha256: { } sha256 } && sha256 != hashes.Sha256
            ? JournalFact.Of(FactWords.Verified, path, model.Stat.Stamp) with
            {
                Result = CheckWords.Changed,
            }
            : JournalFact.Of(FactWords.Hashed, path, model.Stat.Stamp) with
            {
                Hashes = hashes,
            };
    }
}
