using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Organizing;

/// <summary>Moves models to the sub-folders that a template names, and back again.</summary>
public sealed class Organizer
{
    private readonly LayoutCatalog _layouts;
    private readonly LibraryOptions _options;
    private readonly TimeProvider _time;
    private readonly ReadOnlyRoots _readOnly;

    internal Organizer(LayoutCatalog layouts, LibraryOptions options, TimeProvider time) =>
        (_layouts, _options, _time, _readOnly) = (layouts, options, time, new ReadOnlyRoots(options));

    /// <summary>What would move.</summary>
    /// <exception cref="LibraryException">No place is named, or there is no template.</exception>
    public OrganizeOutcome Plan(DownloadTarget target, CancellationToken cancellationToken) =>
        Plan(Open(target), target, cancellationToken);

    /// <summary>Moves what may move; a run that is stopped can be finished or undone.</summary>
    /// <exception cref="LibraryException">The root is read-only, or an earlier run is neither finished nor undone.</exception>
    public OrganizeOutcome Apply(DownloadTarget target, CancellationToken cancellationToken)
    {
        var place = Open(target);
        RequireWritable(place);
        using var claim = Claim(place.Root);
        if (MoveJournal.All(place.Root).FirstOrDefault(journal => journal.IsOpen) is { } open)
            throw new LibraryException(
                FailureCode.Conflict,
                $"The run {open.Id} was stopped half-way; end it with 'berry organize --finish' or 'berry organize --undo'."
            );
        var plan = Plan(place, target, cancellationToken);
        var moving = plan.Moves.Where(move => move.State == OrganizeState.Planned).ToList();
        if (moving.Count == 0)
            return plan;
        var steps = moving
            .SelectMany(move =>
                MoveChecks.StepsOf(move).Select((step, i) => MoveStep.For(step.From, step.To, isModel: i == 0))
            )
            .ToList();
        var journal = MoveJournal.Begin(place.Root, steps, NewFolders(steps), _time.GetUtcNow());
        return MoveRecord.Add(Run(place.Root, journal, plan, cancellationToken), _time);
    }

    /// <summary>Goes on with a run that was stopped.</summary>
    /// <exception cref="LibraryException">There is none.</exception>
    public OrganizeOutcome Finish(DownloadTarget target, string? id, CancellationToken cancellationToken)
    {
        var place = Open(target);
        RequireWritable(place);
        using var claim = Claim(place.Root);
        var journal = Get(place.Root, id, journal => journal.IsOpen, "finish");
        return MoveRecord.Add(Run(place.Root, journal, OutcomeOf(journal, []), cancellationToken), _time);
    }

    /// <summary>Brings everything of a run back where it was; the last run that is not undone, when none is named.</summary>
    /// <exception cref="LibraryException">There is none.</exception>
    public OrganizeOutcome Undo(DownloadTarget target, string? id, CancellationToken cancellationToken)
    {
        var place = Open(target);
        RequireWritable(place);
        using var claim = Claim(place.Root);
        var isStopped = MoveJournal.All(place.Root).Any(journal => journal.IsOpen);
        var journal = Get(
            place.Root,
            id,
            journal => isStopped && id is null ? journal.IsOpen : !journal.IsUndone,
            "undo"
        );
        journal.BeginUndo();
        var stayed = MoveRun.Back(journal, cancellationToken);
        // What is not back yet can be brought back later; the run stands in the way of no other.
        journal.Finish(isUndone: stayed.Count == 0);
        var outcome = OutcomeOf(journal, stayed);
        return MoveRecord.Add(
            outcome with
            {
                Moves = [.. outcome.Moves.Select(move => move with { From = move.To, To = move.From })],
            },
            _time
        );
    }

    private OrganizeOutcome Plan(Place place, DownloadTarget target, CancellationToken cancellationToken)
    {
        if (target.Template is null && (place.Rules is null || place.Rules.Templates.Count == 0))
            throw new LibraryException(
                FailureCode.Usage,
                "There is no template to organise by: give --template {base_model}/{creator}, or one per type with 'berry roots set NAME --template loras={base_model}'."
            );
        return new OrganizePlanner(
            place.Root,
            kind => target.Template ?? RootPlaces.TemplateFor(place.Rules, place.Root, kind),
            _readOnly
        ).Plan(target.ModelType, cancellationToken);
    }

    private static OrganizeOutcome Run(
        LayoutRoot root,
        MoveJournal journal,
        OrganizeOutcome plan,
        CancellationToken cancellationToken
    )
    {
        var stayed = MoveRun.Forward(journal, cancellationToken);
        journal.Finish(isUndone: false);
        // A folder is taken away only if an earlier run made it.
        var ours = MoveJournal.All(root).SelectMany(earlier => earlier.Folders).ToHashSet();
        MoveRun.RemoveEmpty(journal.Steps.SelectMany(step => FoldersAbove(step.From)).Distinct().Where(ours.Contains));
        var done = OutcomeOf(journal, stayed).Moves;
        return plan with
        {
            Id = journal.Id,
            Moves =
            [
                .. done,
                .. plan.Moves.Where(move =>
                    move.State == OrganizeState.Refused && !done.Any(row => row.From == move.From)
                ),
            ],
        };
    }

    private static OrganizeOutcome OutcomeOf(MoveJournal journal, Dictionary<string, string> stayed)
    {
        List<OrganizeMove> moves = [];
        foreach (var step in journal.Steps)
        {
            var why = stayed.GetValueOrDefault(step.From);
            if (step.IsModel || moves.Count == 0)
                moves.Add(
                    new OrganizeMove(
                        step.From,
                        step.To,
                        [],
                        why is null ? OrganizeState.Moved : OrganizeState.Refused,
                        why
                    )
                );
            else
                moves[^1] = moves[^1] with
                {
                    Companions = [.. moves[^1].Companions, Path.GetFileName(step.From)],
                    Reason = Sentences.Join(moves[^1].Reason, why),
                };
        }

        return new OrganizeOutcome(journal.Id, moves, 0, 0);
    }

    private static List<string> NewFolders(IEnumerable<MoveStep> steps) =>
        [
            .. steps
                .SelectMany(step => FoldersAbove(step.To))
                .Distinct()
                .Where(folder => !Directory.Exists(folder))
                .OrderBy(folder => folder.Length),
        ];

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }

    private static MoveJournal Get(LayoutRoot root, string? id, Func<MoveJournal, bool> fits, string verb)
    {
        var found = MoveJournal.All(root).LastOrDefault(journal => id is null ? fits(journal) : journal.Id == id);
        if (found is null || !fits(found))
            throw new LibraryException(
                FailureCode.NotFound,
                $"There is no run{(id is null ? "" : $" {id}")} to {verb} in {root.ModelsFolder}."
            );
        found.RequireInside(root);
        return found;
    }

    private static PartClaim Claim(LayoutRoot root)
    {
        Directory.CreateDirectory(MoveJournal.FolderOf(root));
        return PartClaim.TryTake(Path.Combine(MoveJournal.FolderOf(root), "run"))
            ?? throw new LibraryException(
                FailureCode.Conflict,
                $"{root.ModelsFolder} is being organised by another berry; wait for it."
            );
    }

    private void RequireWritable(Place place) => _readOnly.RequireWritable(MoveJournal.FolderOf(place.Root));

    private Place Open(DownloadTarget target)
    {
        var folders = new Downloads.Planning.TargetFolders(_layouts, _options);
        var place = new RootPlaces(_layouts, _options).FindFor(target) is [var first, ..]
            ? new Place(first.Root, first.Rules)
            : new Place(folders.RootOf(target), null);
        // An application may keep one kind outside of its models folder and have nothing else yet.
        return place.Root.Kinds.SelectMany(place.Root.FoldersOf).Append(place.Root.ModelsFolder).Any(Directory.Exists)
            ? place
            : throw new LibraryException(
                FailureCode.NotFound,
                $"{place.Root.ModelsFolder} does not exist; name a root of the settings or a folder of models."
            );
    }

    private sealed record Place(LayoutRoot Root, ModelRoot? Rules);
}
