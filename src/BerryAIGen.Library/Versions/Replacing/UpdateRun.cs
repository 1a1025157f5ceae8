using System.Diagnostics;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Versions.Checking;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>
/// Brings files up to their newest versions, one after the other. Each comes by the way of every download into a folder
/// of the record; only when it is complete, verified and inspected, the old file leaves its place and the new one gets it.
/// </summary>
internal sealed class UpdateRun(
    BerryLibrary library,
    FileReplacement replacement,
    UpdatePlans plans,
    RootFinder roots,
    TimeProvider time
)
{
    /// <summary>One row per file that was looked at; one that fails stops no other.</summary>
    /// <param name="request">How.</param>
    /// <param name="findings">What was found of the files that are meant.</param>
    /// <param name="others">The same of other versions of their models, which a wish to keep the newest few is about.</param>
    /// <param name="progress">Told while something comes.</param>
    /// <param name="cancellationToken">Stops before the next rename.</param>
    public async Task<IReadOnlyList<UpdatedFile>> RunAsync(
        UpdateRequest request,
        IReadOnlyList<UpdateFinding> findings,
        IReadOnlyList<UpdateFinding> others,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        UpdateFinding[] all = [.. findings, .. others];
        List<UpdatedFile> files = [];
        foreach (var finding in findings)
        {
            try
            {
                files.Add(await OneAsync(request, finding, all, progress, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception ex)
            {
                files.Add(Failed(finding, RunFailures.From(ex, finding.Path, cancellationToken)));
            }
        }

        return files;
    }

    private async Task<UpdatedFile> OneAsync(
        UpdateRequest request,
        UpdateFinding finding,
        IReadOnlyList<UpdateFinding> all,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (finding.Failure is { } failure)
            return Failed(finding, failure);
        var offers = request.WantedOf(finding);
        if (offers.Count == 0)
            return new UpdatedFile(finding.Path, UpdatedState.Skipped)
            {
                Finding = finding,
                Reason = finding.Reason ?? "it is the newest version for its base model",
            };
        Require(finding);
        string? refused = null;
        foreach (var offer in offers)
        {
            var file = await TakeAsync(request, finding, offer, all, progress, cancellationToken).ConfigureAwait(false);
            // Whoever has not bought the newest one gets what is open to everybody.
            if (file.Failure is not { Code: FailureCode.Auth or FailureCode.Policy } || offer == offers[^1])
                return file with { Reason = Sentences.Join(refused, file.Reason) };
            refused = file.Reason;
        }

        throw new UnreachableException();
    }

    private async Task<UpdatedFile> TakeAsync(
        UpdateRequest request,
        UpdateFinding finding,
        OfferedUpdate offer,
        IReadOnlyList<UpdateFinding> all,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A plan makes no record.
        var root = request.IsDryRun
            ? finding.Local?.Root ?? RecordRoot.OpenForReading(Path.GetDirectoryName(finding.Path)!, time)
            : roots.OpenFor(finding.Path);
        var id = KeptFiles.NewId(time.GetUtcNow());
        var leaving = plans.LeavingOf(request, finding, all, root, id);
        var target = UpdatePlans.TargetOf(
            request,
            finding,
            offer,
            [.. leaving.Select(one => Path.Combine(root.Path, one.Path))]
        );
        var seen = FileStat.Find(finding.Path)?.Stamp;
        var staging = plans.StagingOf(root, finding.Path, offer);
        var wanted = UpdatePlans.RequestOf(request, offer, staging, Path.GetFileName(target));
        var row = new UpdatedFile(finding.Path, UpdatedState.Planned)
        {
            Finding = finding,
            Update = offer,
            NewPath = target,
            Left = [.. leaving.Select(one => new LeftFile(Path.Combine(root.Path, one.Path), one.Place, one.Item))],
        };
        if (request.IsDryRun)
        {
            var planned = (await library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false))[0];
            return planned.Failure is { } refusal ? Failed(finding, refusal) : row with { Reason = planned.Reason };
        }

        var item = (await library.DownloadAsync(wanted, progress, cancellationToken).ConfigureAwait(false))[0];
        if (item.Failure is { } notFetched)
            return Failed(finding, notFetched) with { Update = offer, TransferredBytes = item.TransferredBytes };
        var names = ModelUnit.CompanionsOf(item.Path!).Prepend(Path.GetFileName(item.Path!)).ToArray();
        var record = UpdatePlans.RecordOf(root, finding, offer, id, target, staging, leaving) with
        {
            At = time.GetUtcNow(),
            Sha256 = item.Sha256!,
            Names = names,
        };
        var note = await replacement.RunAsync(root, record, seen).ConfigureAwait(false);
        return row with
        {
            State = UpdatedState.Updated,
            Id = id,
            TransferredBytes = item.TransferredBytes,
            Reason = Sentences.Join(item.Reason, note),
        };
    }

    private void Require(UpdateFinding finding)
    {
        roots.ReadOnly.RequireWritable(finding.Path);
        if (Directory.Exists(finding.Path))
            throw new LibraryException(
                FailureCode.Conflict,
                $"{finding.Path} is a folder that is one model; download its new version beside it."
            );
        if (finding.Local is { IsUnpacked: true })
            throw new LibraryException(
                FailureCode.Conflict,
                $"{finding.Path} came out of an archive with others; download the new archive with 'berry download'."
            );
    }

    internal static UpdatedFile Failed(UpdateFinding finding, Failure failure) =>
        new(finding.Path, UpdatedState.Failed)
        {
            Finding = finding,
            Reason = failure.Message,
            Failure = failure,
        };
}
