using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Roots.Exchange.Arrivals;

/// <summary>Brings a record, a note, a picture or a configuration: compared and published like a model, without a record of its own.</summary>
internal sealed class PlainArrival(string root)
{
    private const int KeyDigits = 8;

    public async Task<DownloadItem> RunAsync(BroughtFile file, string target, CancellationToken cancellationToken)
    {
        var described = file.Source.Describe(file.File, file.Sha256);
        var key = AddressDigest.Of(described.Address, described.Server)[..KeyDigits];
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (file.File.SizeBytes == 0)
            return await PublishEmptyAsync(file, target, key, cancellationToken).ConfigureAwait(false);
        var request = new TransferRequest
        {
            Address = described.Address,
            Name = file.File.Name,
            PartPath = $"{target}.{key}.part",
            SizeBytes = file.File.SizeBytes,
            Sha256 = file.Sha256,
        };
        using var outcome = await file
            .Source.TransferAsync(file.File, request, file.Progress, cancellationToken)
            .ConfigureAwait(false);
        if (outcome.Result is not { } result)
            return DownloadItems.Stopped(file.Row, outcome.Failure!);
        var promised = new ExpectedHashes { Sha256 = file.Sha256 };
        var verdict = Verifier.Check(result.Hashes, promised, file.File.SizeBytes);
        if (verdict.Failure is { } wrong)
        {
            // Nobody goes on from wrong bytes.
            DownloadParts.TryDelete([result.PartPath]);
            return DownloadItems.Stopped(file.Row, wrong);
        }

        return await PublishAsync(
                file.Row with
                {
                    TransferredBytes = result.TransferredBytes,
                    VerifiedBy = verdict.VerifiedBy,
                    Sha256 = result.Hashes.Sha256,
                },
                result.PartPath,
                target,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private async Task<DownloadItem> PublishEmptyAsync(
        BroughtFile file,
        string target,
        string key,
        CancellationToken cancellationToken
    )
    {
        const string nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        var part = $"{target}.{key}.part";
        await File.WriteAllBytesAsync(part, [], cancellationToken).ConfigureAwait(false);
        var row = file.Row with { Sha256 = nothing, VerifiedBy = "size" };
        return await PublishAsync(row, part, target, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DownloadItem> PublishAsync(
        DownloadItem row,
        string part,
        string target,
        CancellationToken cancellationToken
    )
    {
        var request = new PublishRequest
        {
            PartPath = part,
            TargetPath = target,
            Root = root,
            Sha256 = row.Sha256!,
            OnConflict = ConflictRule.Refuse,
        };
        var published = await Publisher.PublishAsync(request, cancellationToken).ConfigureAwait(false);
        return published.Failure is { } failure
            ? DownloadItems.Stopped(row, failure)
            : row with
            {
                Path = published.Path,
                State =
                    published.Ending == PublishEnding.AlreadyThere
                        ? DownloadState.AlreadyPresent
                        : DownloadState.Completed,
                Reason = published.Note,
            };
    }
}
