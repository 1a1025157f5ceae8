using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>
/// Brings models from one root to another: what is there is told, what differs stays, nothing is deleted. One that fails
/// does not stop the others.
/// </summary>
internal sealed class ExchangeRun(
    BerryLibrary library,
    IRootEnd source,
    IRootEnd target,
    ExchangeRequest request,
    IProgress<DownloadProgress>? progress
)
{
    public async Task<IReadOnlyList<DownloadItem>> RunAsync(CancellationToken cancellationToken)
    {
        if (!request.IsDryRun && target.FindWriteRefusal() is { } refusal)
            throw new LibraryException(refusal);
        if (source.FindAbsence() is { } absence)
            throw new LibraryException(absence);
        var listed = await source.ListAsync(cancellationToken).ConfigureAwait(false);
        var there = new TargetFiles(target, await target.ListAsync(cancellationToken).ConfigureAwait(false));
        var (units, rows) = RootSelection.Choose(
            RootUnits.Of(listed),
            request.Wanted,
            source,
            library.Options.WorkingFolder
        );
        var planner = new ExchangePlanner(source, target, there, new ListedNames(library.Layouts), progress);
        var plans = new IReadOnlyList<PlannedCopy>[units.Count];
        for (var at = 0; at < units.Count; at++)
            plans[at] = await planner.PlanAsync(units[at], cancellationToken).ConfigureAwait(false);
        RequireRoom(plans);
        if (!request.IsDryRun)
            await CarryOutAsync(units, plans, cancellationToken).ConfigureAwait(false);
        return [.. plans.SelectMany(plan => plan).Where(copy => copy.IsTold).Select(copy => copy.Row), .. rows];
    }

    private async Task CarryOutAsync(
        IReadOnlyList<RootUnit> units,
        IReadOnlyList<PlannedCopy>[] plans,
        CancellationToken cancellationToken
    ) =>
        // Each has its row, also those that a stop leaves: no token here.
        await Parallel
            .ForAsync(
                0,
                units.Count,
                new ParallelOptions { MaxDegreeOfParallelism = library.Transfers.ParallelFiles },
                async (at, _) =>
                    plans[at] = await BringAsync(units[at], plans[at], cancellationToken).ConfigureAwait(false)
            )
            .ConfigureAwait(false);

    private void RequireRoom(IEnumerable<IReadOnlyList<PlannedCopy>> plans)
    {
        var bytes = plans.SelectMany(plan => plan).Where(copy => copy.IsToCome).Sum(copy => copy.File.SizeBytes);
        if (bytes > 0 && target.FindNoRoom(bytes) is { } noRoom)
            throw new LibraryException(noRoom);
    }

    private async Task<IReadOnlyList<PlannedCopy>> BringAsync(
        RootUnit unit,
        IReadOnlyList<PlannedCopy> plan,
        CancellationToken cancellationToken
    )
    {
        List<PlannedCopy> done = [];
        foreach (var copy in plan)
        {
            var isOwn = unit.Files.Contains(copy.File);
            var hasFailed = done.Exists(other => other.Row.Failure is not null);
            if (hasFailed && copy.IsToCome && (!isOwn || RootUnits.IsIndex(unit.Path, copy.File.Path)))
                done.Add(copy with { Row = Waits(copy.Row) });
            // The way of a download has written the record already.
            else if (copy.IsToCome && IsRecorded(copy.File, done))
                continue;
            else
                done.Add(await BringAsync(unit, copy, cancellationToken).ConfigureAwait(false));
        }

        return done;
    }

    private bool IsRecorded(RootFile file, List<PlannedCopy> done) =>
        target is FolderEnd
        && done.Exists(other =>
            other.Row.State == DownloadState.Completed
            && ModelNames.HasEnding(other.File.Name)
            && Sidecar.PathOf(other.File.Path) == file.Path
        );

    private async Task<PlannedCopy> BringAsync(RootUnit unit, PlannedCopy copy, CancellationToken cancellationToken)
    {
        if (!copy.IsToCome && !copy.NeedsMark)
            return copy;
        var sidecar = Sidecar.PathOf(copy.File.Path);
        var brought = new BroughtFile(source, copy.File, copy.Row)
        {
            Sha256 = copy.Sha256,
            Sidecar = unit.Files.Concat(unit.Companions).FirstOrDefault(file => file.Path == sidecar),
            IsModel = ModelNames.HasEnding(copy.File.Name),
            AcceptsDanger = request.AcceptsDanger,
            Progress = progress,
        };
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return copy with { Row = await target.BringAsync(brought, cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception problem)
        {
            var failure = RunFailures.From(problem, target.PlaceOf(copy.File.Path), cancellationToken);
            return copy with { Row = DownloadItems.Stopped(copy.Row, failure) };
        }
    }

    private static DownloadItem Waits(DownloadItem row) =>
        row with
        {
            State = DownloadState.Skipped,
            Reason = "it waits for the files of its model that did not come; the same command goes on",
        };
}
