using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Sources.Folder;

namespace BerryAIGen.Library.Importing;

/// <summary>Brings the bytes of an import to where they get their name from.</summary>
internal sealed class ImportBytes(TimeProvider time)
{
    /// <summary>A copy of a file that stays, or what an earlier run of the import left of one, gone on with.</summary>
    public async Task<TransferOutcome> CopyAsync(
        ImportRequest request,
        PlannedFile plan,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var outcome = await RunAsync(request, plan, progress, cancellationToken).ConfigureAwait(false);
        // An earlier run of this very import is frozen, with its hand on the part: this one has its own.
        return outcome.Ending == TransferEnding.InFlight && request.KeepPlace is not null
            ? await RunAsync(
                    request,
                    plan with
                    {
                        PartPath = Path.Combine(
                            Path.GetDirectoryName(plan.PartPath)!,
                            $"{plan.Name}.{Guid.NewGuid():N}.part"
                        ),
                    },
                    progress,
                    cancellationToken
                )
                .ConfigureAwait(false)
            : outcome;
    }

    /// <summary>An upload as it is. What was checked is what was written: it is read again from the disk.</summary>
    public static async Task<TransferResult> TakeAsync(
        ImportRequest request,
        PlannedFile plan,
        CancellationToken cancellationToken
    )
    {
        var part = request.KeepPlace is null ? request.Path : LinkOf(request.Path);
        var hashes = await FileHashing
            .ComputeAsync(part, Verifier.NeededFor(plan.File.Hashes), progress: null, cancellationToken)
            .ConfigureAwait(false);
        return new TransferResult
        {
            PartPath = part,
            Address = plan.File.Address,
            SizeBytes = hashes.SizeBytes,
            TransferredBytes = hashes.SizeBytes,
            Hashes = hashes,
        };
    }

    /// <summary>Everything that was written for an import alone.</summary>
    public static IEnumerable<string> UploadedBy(ImportRequest request) =>
        request.IsUpload
            // The preview by its name: when it could not be written whole, the request does not name it.
            ? [request.Path, SecondNameOf(request.Path), PreviewOf(request.Path)]
            : [];

    /// <summary>Where the preview of an upload waits.</summary>
    public static string PreviewOf(string upload) => Path.ChangeExtension(upload, ".preview");

    private async Task<TransferOutcome> RunAsync(
        ImportRequest request,
        PlannedFile plan,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (request is { KeepPlace: { } keep, Place: { } place })
            await keep(place with { PartPath = plan.PartPath }, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(plan.PartPath)!);
        return await new FileCopy(time)
            .RunAsync(
                new TransferRequest
                {
                    Address = plan.File.Address,
                    Name = plan.Name,
                    PartPath = plan.PartPath,
                    SizeBytes = plan.File.SizeBytes,
                    Hashes = Verifier.NeededFor(plan.File.Hashes),
                    Sha256 = plan.File.Hashes.Sha256,
                    KeepsStopped = request.KeepPlace is not null,
                },
                progress,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    // The upload keeps a name until its import is over: a run that follows one that was killed right after the file got its
    // place finds the same bytes there.
    private static string LinkOf(string upload)
    {
        var second = SecondNameOf(upload);
        try
        {
            File.Delete(second);
            HardLink.Create(upload, second);
            return second;
        }
        catch (IOException)
        {
            return upload; // A file system that knows no second names.
        }
    }

    private static string SecondNameOf(string upload) => Path.ChangeExtension(upload, ".linked.part");
}
