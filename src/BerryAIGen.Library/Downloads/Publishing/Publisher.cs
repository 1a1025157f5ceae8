using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Downloads.Publishing;

/// <summary>Gives a complete part its final name: as one step, inside its root, never over something else.</summary>
public static class Publisher
{
    /// <summary>Publishes the part; it and its journal are gone when this succeeds, and kept when it fails.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while comparing with a file that is there; the part is kept.</exception>
    public static async Task<PublishOutcome> PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(request.TargetPath);
        if (!RecordPaths.IsBelow(target, Path.GetFullPath(request.Root)) || Path.EndsInDirectorySeparator(target))
        {
            return PublishOutcome.Failed(
                new Failure(
                    FailureCode.Policy,
                    $"{request.TargetPath} lies outside {request.Root}; nothing is written there."
                )
            );
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            DurableFiles.FlushFile(request.PartPath);
            return await PlaceAsync(request, target, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.HResult == NoReplaceMove.OtherDevice)
        {
            return await CopyAcrossAsync(request, target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            return PublishOutcome.Failed(DiskFailures.From(exception, target));
        }
    }

    /// <summary>
    /// A linked folder may lead to another file system: the bytes are copied beside the target and get their name there,
    /// so that nothing half-copied ever has it.
    /// </summary>
    private static async Task<PublishOutcome> CopyAcrossAsync(
        PublishRequest request,
        string target,
        CancellationToken cancellationToken
    )
    {
        var copy = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await CopyAsync(request.PartPath, copy, cancellationToken).ConfigureAwait(false);
            var outcome = await PublishAsync(request with { PartPath = copy }, cancellationToken).ConfigureAwait(false);
            return outcome.Ending == PublishEnding.Failed ? outcome : WithoutPart(outcome, request.PartPath);
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            return PublishOutcome.Failed(DiskFailures.From(exception, target));
        }
        finally
        {
            _ = Remove(copy);
        }
    }

    private static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true);
        await using var _ = from.ConfigureAwait(false);
        var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20, useAsync: true);
        await using var __ = to.ConfigureAwait(false);
        await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<PublishOutcome> PlaceAsync(
        PublishRequest request,
        string target,
        CancellationToken cancellationToken
    )
    {
        foreach (var candidate in CandidateNames.Of(target, request.OnConflict, request.Distinction))
        {
            if (NoReplaceMove.TryMove(request.PartPath, candidate))
            {
                DurableFiles.FlushFolder(Path.GetDirectoryName(candidate)!);
                return WithoutPart(new(PublishEnding.Published, candidate, null), request.PartPath);
            }

            if (await IsSameAsync(candidate, request, cancellationToken).ConfigureAwait(false))
            {
                return WithoutPart(new(PublishEnding.AlreadyThere, candidate, null), request.PartPath);
            }
        }

        return PublishOutcome.Failed(
            new Failure(
                FailureCode.Conflict,
                $"{target} is another file with the same name and is left as it is. Choose another name or folder; the download waits in {request.PartPath}."
            )
        );
    }

    private static async Task<bool> IsSameAsync(
        string candidate,
        PublishRequest request,
        CancellationToken cancellationToken
    )
    {
        var there = new FileInfo(candidate);
        if (!there.Exists || there.Length != new FileInfo(request.PartPath).Length)
        {
            return false;
        }

        var hashes = await FileHashing
            .ComputeAsync(candidate, HashKinds.Sha256, null, cancellationToken)
            .ConfigureAwait(false);
        return hashes.Sha256!.Equals(request.Sha256, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The file has its name: what cannot be cleaned up behind it is worth a note and no failure.</summary>
    private static PublishOutcome WithoutPart(PublishOutcome outcome, string partPath) =>
        Remove(partPath) is { } why ? outcome with { Note = $"The leftovers of {partPath} stay: {why}" } : outcome;

    /// <summary>Deletes a part and its journal where they are; answers why that failed, null when nothing is left.</summary>
    private static string? Remove(string partPath)
    {
        try
        {
            File.Delete(partPath);
            PartJournal.Delete(partPath);
            return null;
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            return exception.Message;
        }
    }
}
