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
    private readonly ListedNames _names = new(library.Layouts);
    private TargetFiles _there = new(target, []);

    public async Task<IReadOnlyList<DownloadItem>> RunAsync(CancellationToken cancellationToken)
    {
        if (!request.IsDryRun && target.FindWriteRefusal() is { } refusal)
            throw new LibraryException(refusal);
        if (source.FindAbsence() is { } absence)
            throw new LibraryException(absence);
        var listed = await source.ListAsync(cancellationToken).ConfigureAwait(false);
        _there = new TargetFiles(target, await target.ListAsync(cancellationToken).ConfigureAwait(false));
        var (units, rows) = RootSelection.Choose(
            RootUnits.Of(listed),
            request.Wanted,
            source,
            library.Options.WorkingFolder
        );
        var plans = new IReadOnlyList<PlannedCopy>[units.Count];
        for (var at = 0; at < units.Count; at++)
            plans[at] = await PlanAsync(units[at], cancellationToken).ConfigureAwait(false);
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

    private async Task<IReadOnlyList<PlannedCopy>> PlanAsync(RootUnit unit, CancellationToken cancellationToken)
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
            if (Exchanged.FindNameRefusal(file.Path, _names) is { } misnamed)
                return new PlannedCopy(file, DownloadItems.Stopped(row, misnamed));
            progress?.Report(new DownloadProgress(row.File!, DownloadStage.Plan, 0, file.SizeBytes));
            var sha256 = await source.FindHashAsync(file, cancellationToken).ConfigureAwait(false);
            row = row with { Sha256 = sha256 };
            if (_there.Find(file.Path) is { } there)
                return await CompareAsync(file, row, there, sha256, isOwn, cancellationToken).ConfigureAwait(false);
            var isLone = isOwn && !unit.IsFolder;
            return
                isLone && await _there.FindCopyAsync(file, sha256, cancellationToken).ConfigureAwait(false) is { } copy
                ? new PlannedCopy(
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
                }
                : new PlannedCopy(file, row) { Sha256 = sha256 };
        }
        catch (Exception problem)
        {
            var failure = RunFailures.From(problem, source.PlaceOf(file.Path), cancellationToken);
            return new PlannedCopy(file, DownloadItems.Stopped(row, failure));
        }
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
        if (await _there.IsSameAsync(there, file, sha256, cancellationToken).ConfigureAwait(false))
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

/// <summary>A file of an exchange and its row, planned or done.</summary>
/// <param name="File">At the source.</param>
/// <param name="Row">What becomes of it.</param>
internal sealed record PlannedCopy(RootFile File, DownloadItem Row)
{
    public string? Sha256 { get; init; }

    /// <summary>The same bytes are there under another name.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>It is there, and the index of its bucket does not know it.</summary>
    public bool NeedsMark { get; init; }

    /// <summary>False for what nobody wants to read of in every run.</summary>
    public bool IsTold { get; init; } = true;

    public bool IsToCome => Row.State == DownloadState.Planned;

    /// <summary>Whether it is, or will be, where its companions may lie beside it.</summary>
    public bool IsAtItsPlace =>
        !IsElsewhere && Row.State is DownloadState.Planned or DownloadState.AlreadyPresent or DownloadState.Skipped;
}
