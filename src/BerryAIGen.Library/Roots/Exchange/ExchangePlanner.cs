using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>Says of each file what becomes of it, before the first byte: what is there, what differs, what is to come.</summary>
internal sealed class ExchangePlanner(
    IRootEnd source,
    IRootEnd target,
    TargetFiles present,
    ListedNames names,
    IProgress<DownloadProgress>? progress
)
{
    // By SHA-256, the one name under which it goes.
    private readonly Dictionary<string, string> _going = new(StringComparer.Ordinal);

    /// <summary>A row for each file of the model that may go; what would lie beside another model of the name has none.</summary>
    public async Task<IReadOnlyList<PlannedCopy>> PlanAsync(RootUnit unit, CancellationToken cancellationToken)
    {
        List<PlannedCopy> plan = [];
        foreach (var file in unit.Files)
            plan.Add(await PlanAsync(unit, file, isOwn: true, cancellationToken).ConfigureAwait(false));
        // Beside another model of the name they would tell of that one.
        if (plan.TrueForAll(copy => copy.IsAtItsPlace))
        {
            foreach (var file in unit.Companions)
                plan.Add(await PlanAsync(unit, file, isOwn: false, cancellationToken).ConfigureAwait(false));
        }

        return plan;
    }

    private async Task<PlannedCopy> PlanAsync(
        RootUnit unit,
        RootFile file,
        bool isOwn,
        CancellationToken cancellationToken
    )
    {
        var row = Exchanged.Row(file, target);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Exchanged.FindNameRefusal(file.Path, names) is { } misnamed)
                return new PlannedCopy(file, DownloadItems.Stopped(row, misnamed));
            progress?.Report(new DownloadProgress(row.File!, DownloadStage.Plan, 0, file.SizeBytes));
            var sha256 = await source.FindHashAsync(file, cancellationToken).ConfigureAwait(false);
            row = row with { Sha256 = sha256 };
            if (present.Find(file.Path) is { } there)
                return await CompareAsync(file, row, there, sha256, isOwn, cancellationToken).ConfigureAwait(false);
            return isOwn && !unit.IsFolder
                ? await WithoutDoubleAsync(file, row, sha256, cancellationToken).ConfigureAwait(false)
                : new PlannedCopy(file, row) { Sha256 = sha256 };
        }
        catch (Exception problem)
        {
            var failure = RunFailures.From(problem, source.PlaceOf(file.Path), cancellationToken);
            return new PlannedCopy(file, DownloadItems.Stopped(row, failure));
        }
    }

    // No bytes are stored twice: neither what is there under another name, nor what goes there in this run.
    private async Task<PlannedCopy> WithoutDoubleAsync(
        RootFile file,
        DownloadItem row,
        string? sha256,
        CancellationToken cancellationToken
    )
    {
        if (await present.FindCopyAsync(file, sha256, cancellationToken).ConfigureAwait(false) is { } copy)
            return new PlannedCopy(
                file,
                row with
                {
                    State = DownloadState.AlreadyPresent,
                    Path = target.PlaceOf(copy.Path),
                    VerifiedBy = "sha256",
                    Reason = $"there as {Exchanged.Shown(copy.Path)}, and not sent again",
                }
            )
            {
                IsElsewhere = true,
            };
        if (sha256 is null || file.SizeBytes == 0 || _going.TryAdd(sha256, file.Path))
            return new PlannedCopy(file, row) { Sha256 = sha256 };
        return new PlannedCopy(
            file,
            row with
            {
                State = DownloadState.Skipped,
                Reason = $"the same bytes go there as {Exchanged.Shown(_going[sha256])}",
            }
        )
        {
            IsElsewhere = true,
        };
    }

    private async Task<PlannedCopy> CompareAsync(
        RootFile file,
        DownloadItem row,
        RootFile there,
        string? sha256,
        bool isOwn,
        CancellationToken cancellationToken
    )
    {
        if (await present.IsSameAsync(there, file, sha256, cancellationToken).ConfigureAwait(false))
            return new PlannedCopy(file, row with { State = DownloadState.AlreadyPresent, VerifiedBy = "sha256" })
            {
                Sha256 = sha256,
                NeedsMark = there.Tag is not null && there.Sha256 is null,
                IsTold = isOwn,
            };
        if (isOwn && !file.Name.EndsWith(Sidecar.Ending, StringComparison.Ordinal))
            return new PlannedCopy(
                file,
                DownloadItems.Stopped(
                    row,
                    sha256 is null ? Exchanged.Unknown(source.PlaceOf(file.Path)) : Exchanged.Taken(row.Path!)
                )
            );
        // Records differ from machine to machine, by when and where a file came.
        return new PlannedCopy(
            file,
            row with
            {
                State = DownloadState.Skipped,
                Reason = "the one that is there differs and stays",
            }
        )
        {
            IsTold = !file.Name.EndsWith(Sidecar.Ending, StringComparison.Ordinal),
        };
    }
}
