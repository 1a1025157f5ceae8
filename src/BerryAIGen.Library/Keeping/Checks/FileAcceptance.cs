using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Keeping.Checks;

/// <summary>Takes what is on the disk as right from now on, because a person said so.</summary>
internal sealed class FileAcceptance(ReadOnlyRoots readOnly)
{
    public async Task<CheckedFile> AcceptAsync(CheckedFile file, CancellationToken cancellationToken)
    {
        if (file.Root is not { } root || FileStat.Find(file.Path) is not { IsFolder: false } stat)
            return file;
        if (readOnly.FindRefusal(root.Folder) is { } refusal)
            return file with { Failure = refusal, Reason = Sentences.Join(file.Reason, refusal.Message) };
        try
        {
            var hashes = await ModelHashing
                .HashAsync(file.Path, stat.Stamp, ModelHashing.Kinds, progress: null, cancellationToken)
                .ConfigureAwait(false);
            if (hashes is null)
                return file with { Reason = "it was written to while it was read, and was not accepted" };
            BlockSums.Write(root, hashes);
            var fact = JournalFact.Of(FactWords.Accepted, root.Relative(file.Path), stat.Stamp) with
            {
                Hashes = RecordedHashes.From(hashes),
            };
            await root.Journal.AppendAsync([fact], CancellationToken.None).ConfigureAwait(false);
            return file with { State = CheckState.Accepted, Sha256 = hashes.Sha256 };
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return file with { Failure = DiskFailures.From(ex, file.Path) };
        }
    }
}
