using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>Carries out the plan of one file: its transfer, once more from zero when old bytes were wrong, and what follows.</summary>
internal sealed class FileRun(
    FileTransfer transfer,
    FileCompletion completion,
    TransferOptions options,
    SpeedLimit? limit,
    TimeProvider time
)
{
    /// <summary>The file's row; null when another run has its part and is to be waited for.</summary>
    public async Task<DownloadItem?> RunAsync(
        PlannedFile plan,
        ISource source,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (
            plan.Refusal is not null
            || plan.Skip is not null
            || plan.UnpackedBefore is not null
            || plan.Present is { IsReadOnly: true }
        )
            return DownloadItems.From(plan);
        if (plan.Present is not null)
            return await completion.RecordPresentAsync(plan, plan.Present, cancellationToken).ConfigureAwait(false);
        progress = progress is null ? null : new Located(progress, plan);
        progress?.Report(new DownloadProgress(plan.Name, DownloadStage.Plan, 0, plan.File.SizeBytes));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(plan.PartPath)!);
            var (reservation, noSpace) = await SpaceReservation
                .TakeAsync(plan, time, cancellationToken)
                .ConfigureAwait(false);
            using var reserved = reservation;
            if (noSpace is not null)
                return DownloadItems.From(plan, noSpace);
            return await AttemptsAsync(plan, source, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            return DownloadItems.From(plan, RunFailures.From(problem, plan.TargetPath, cancellationToken));
        }
    }

    /// <summary>Returns once no other run has the part of this plan.</summary>
    public Task WaitForOtherAsync(
        PlannedFile plan,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => OtherRun.WaitAsync(plan, progress, time, cancellationToken);

    private async Task<DownloadItem?> AttemptsAsync(
        PlannedFile plan,
        ISource source,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var mayBlamePart = true;
        while (true)
        {
            var request = RequestFor(plan, source, joinsHosts: mayBlamePart && Verifier.CanDecide(plan.File.Hashes));
            var attempt = await AttemptAsync(plan, source, request, progress, cancellationToken).ConfigureAwait(false);
            if (attempt.Item?.Failure?.Code != FailureCode.Verification || attempt.Result is not { } result)
                return attempt.Item;
            // The wrong bytes may be those of an earlier run or another host; only a run of its own can blame the address.
            string note;
            if (mayBlamePart && (result.IsJoined || result.TransferredBytes < result.SizeBytes))
            {
                var whose = result.IsJoined ? "of several hosts do not make the file" : "of an earlier run were wrong";
                (mayBlamePart, note) = (false, $"The bytes {whose}; starting from zero.");
            }
            else if (Next(plan.File, result.Address) is { } next)
            {
                plan = plan with { File = next };
                note = $"{attempt.Item.Reason} Starting anew at {SafeText.Address(next.Address)}.";
            }
            else
            {
                return attempt.Item;
            }

            progress?.Report(new DownloadProgress(plan.Name, DownloadStage.Transfer, 0, plan.File.SizeBytes, note));
        }
    }

    /// <summary>The file at the address after the one that gave wrong bytes; null when that was the last.</summary>
    private static RemoteFile? Next(RemoteFile file, Uri wrong)
    {
        Uri[] addresses = [file.Address, .. file.Mirrors];
        var left = addresses[(Array.IndexOf(addresses, wrong) + 1)..];
        return left.Length == 0 ? null : file with { Address = left[0], Mirrors = left[1..] };
    }

    private async Task<(DownloadItem? Item, TransferResult? Result)> AttemptAsync(
        PlannedFile plan,
        ISource source,
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var outcome = await (
            source.BringAsync(request, progress, cancellationToken)
            ?? transfer.RunAsync(request, progress, cancellationToken)
        ).ConfigureAwait(false);
        if (outcome.Result is { } result)
        {
            var item = await completion.CompleteAsync(plan, result, progress, cancellationToken).ConfigureAwait(false);
            return (item, result);
        }

        if (outcome.Ending == TransferEnding.InFlight)
            return (null, null);

        var failure = outcome.Failure!;
        // Only the source can tell a refused or missing key from what no key is allowed.
        if (failure.Code is FailureCode.Auth or FailureCode.Policy)
            failure = await source.FindAuthReasonAsync(plan.File, cancellationToken).ConfigureAwait(false) ?? failure;
        return (DownloadItems.From(plan, failure) with { TransferredBytes = outcome.TransferredBytes }, null);
    }

    private TransferRequest RequestFor(PlannedFile plan, ISource source, bool joinsHosts) =>
        new()
        {
            Address = plan.File.Address,
            Mirrors = plan.File.Mirrors,
            JoinsHosts = joinsHosts,
            SpeedLimits = [.. new[] { limit, SpeedLimit.Of(options.BytesPerSecondAndFile, time) }.OfType<SpeedLimit>()],
            Name = plan.Name,
            PartPath = plan.PartPath,
            SizeBytes = plan.File.SizeBytes,
            CheckSpace = size => FreeSpace.Check(plan.PartPath, plan.Folder, plan.Name, size, plan.FloorBytes),
            Hashes = Verifier.NeededFor(plan.File.Hashes),
            Sha256 = plan.File.Hashes.Sha256,
            KeyVariable = source.KeyVariable,
            TokenFor = address => source.TokenFor(address) ?? OwnToken(plan.Reference, address),
        };

    // A token that was pasted with an address goes to that address's host and to no other.
    private static string? OwnToken(Reference reference, Uri address) =>
        reference.Url is { } url
        && Uri.Compare(
            url,
            address,
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0
            ? reference.Token
            : null;

    /// <summary>Adds to each report which file it is of.</summary>
    private sealed class Located(IProgress<DownloadProgress> progress, PlannedFile plan) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) =>
            progress.Report(value with { PartPath = plan.PartPath, Path = plan.FreePath ?? plan.TargetPath });
    }
}
