using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Sharing;

/// <summary>Lets several applications use one file: by a second name of it, or by the other application's settings.</summary>
public sealed class ModelSharing
{
    private readonly LayoutCatalog _layouts;
    private readonly LibraryOptions _options;
    private readonly TimeProvider _time;
    private readonly ReadOnlyRoots _readOnly;

    internal ModelSharing(LayoutCatalog layouts, LibraryOptions options, TimeProvider time) =>
        (_layouts, _options, _time, _readOnly) = (layouts, options, time, new ReadOnlyRoots(options));

    /// <summary>Gives the models of one root names in another.</summary>
    /// <exception cref="LibraryException">The two are one, or the other is read-only.</exception>
    public LinkOutcome LinkRoot(
        DownloadTarget from,
        DownloadTarget to,
        LinkHow how,
        bool isDryRun,
        CancellationToken cancellationToken
    )
    {
        Folders.RequireExisting(from);
        var (source, target) = (Folders.RootOf(from), Folders.RootOf(to));
        RequireOther(source, target);
        RequireWritable(target);
        var plan = Writable(LinkPlanner.Plan(source, target, from.ModelType, cancellationToken));
        return isDryRun ? new LinkOutcome(null, plan) : Make(plan, target.ModelsFolder, how, cancellationToken);
    }

    /// <summary>Gives one model a name in a root.</summary>
    /// <exception cref="LibraryException">There is no such file, its kind is not known, or the root is read-only.</exception>
    public LinkOutcome LinkFile(
        string file,
        DownloadTarget to,
        LinkHow how,
        bool isDryRun,
        CancellationToken cancellationToken
    )
    {
        var source = Folders.FullPath(file);
        if (!File.Exists(source))
            throw new LibraryException(FailureCode.NotFound, $"{file} does not exist; check the name.");
        var target = Folders.RootOf(to);
        RequireWritable(target);
        var kind = to.ModelType is { } named
            ? TargetFolders.GetKind(target, named)
            : target.FindKind(Path.GetFileName(Path.GetDirectoryName(source)!))
                ?? throw new LibraryException(
                    FailureCode.Usage,
                    $"{file} lies in no folder that tells its type; name it with --model-type."
                );
        var links = Writable(LinkPlanner.PlanOne(source, Path.Combine(target.PathOf(kind), Path.GetFileName(source))));
        return isDryRun ? new LinkOutcome(null, links) : Make(links, target.ModelsFolder, how, cancellationToken);
    }

    /// <summary>Takes the links of a run away, those only that are still what was made; the last run when none is named.</summary>
    /// <exception cref="LibraryException">There is no such run.</exception>
    public LinkOutcome UndoLinks(DownloadTarget to, string? id)
    {
        var root = Folders.RootOf(to);
        RequireWritable(root);
        var journal =
            LinkJournal.Find(root.ModelsFolder, id)
            ?? throw new LibraryException(
                FailureCode.NotFound,
                $"There is no run{(id is null ? "" : $" {id}")} of links to undo in {root.ModelsFolder}."
            );
        var made = journal.Links().Reverse().ToList();
        // The journal lies among files from everywhere; what it says of other places is not believed.
        if (made.Select(made => made.Link.Target).FirstOrDefault(target => !IsIn(root, target)) is { } outside)
            throw new LibraryException(
                FailureCode.Usage,
                $"{outside} lies in no folder of {root.Layout.Name}, so no link was removed; name the application of these links with --to-layout."
            );
        List<FileLink> links = [];
        foreach (var (link, size, changed) in made)
        {
            var why = LinkRemoval.WhyNot(link.Source, link.Target, link.How, size, changed);
            if (why is null)
                File.Delete(link.Target);
            links.Add(link with { State = why is null ? LinkState.Removed : LinkState.Refused, Reason = why });
        }

        journal.MarkUndone();
        return new LinkOutcome(journal.Id, links);
    }

    /// <summary>Writes the folders of a root into another application's settings.</summary>
    /// <exception cref="LibraryException">The application has no such settings, or they cannot be changed safely.</exception>
    public AppOutcome ConfigureApp(string app, string folder, DownloadTarget from, bool isDryRun) =>
        AppIn(app, folder).Write(Folders.RootOf(from), RootName(from), isDryRun);

    /// <summary>Brings another application's settings back as they were before the last change.</summary>
    /// <exception cref="LibraryException">There was no change, or the settings have changed since.</exception>
    public AppOutcome UndoApp(string app, string folder) => AppIn(app, folder).Undo();

    private TargetFolders Folders => new(_layouts, _options);

    private string? RootName(DownloadTarget from) =>
        new RootPlaces(_layouts, _options).FindFor(from) is [var first, ..] ? first.Rules.Name : null;

    /// <summary>Makes the links of a plan and writes each down in the models folder that gets them.</summary>
    internal LinkOutcome Make(
        IReadOnlyList<FileLink> plan,
        string models,
        LinkHow how,
        CancellationToken cancellationToken
    )
    {
        if (!plan.Any(link => link.State == LinkState.Planned))
            return new LinkOutcome(null, plan);
        var journal = LinkJournal.Begin(models, _time.GetUtcNow());
        // Whoever replaces a model looks there for its other names.
        new KnownRoots(_options.DataFolder, _time).Remember(
            RecordRoot.FindFor(models, _time) ?? RecordRoot.Open(models, _time)
        );
        List<FileLink> links = [];
        foreach (var link in plan)
        {
            cancellationToken.ThrowIfCancellationRequested();
            links.Add(link.State == LinkState.Planned ? Make(link, how, journal) : link);
        }

        return new LinkOutcome(journal.Id, links);
    }

    private static FileLink Make(FileLink link, LinkHow how, LinkJournal journal)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(link.Target)!);
        var (made, why) = FileLinker.Make(link.Source, link.Target, how);
        link = link with
        {
            State = made is null ? LinkState.Refused : LinkState.Linked,
            How = made ?? how,
            Reason = why,
        };
        if (made is not null)
            journal.Add(link);
        return link;
    }

    private static bool IsIn(LayoutRoot root, string path) =>
        Path.GetFullPath(path) == path
        && root.Kinds.SelectMany(root.FoldersOf)
            .Append(root.ModelsFolder)
            .Any(folder => RecordPaths.IsBelow(path, folder));

    private static void RequireOther(LayoutRoot from, LayoutRoot to)
    {
        if (FileSystems.RealPath(from.ModelsFolder) == FileSystems.RealPath(to.ModelsFolder))
            throw new LibraryException(
                FailureCode.Usage,
                $"{from.ModelsFolder} is both roots; name two different ones."
            );
    }

    private void RequireWritable(LayoutRoot root) => _readOnly.RequireWritableIn(root.ModelsFolder);

    private AppSettings AppIn(string app, string folder)
    {
        var path = Folders.FullPath(folder);
        _readOnly.RequireWritableIn(path);
        return new AppSettings(_layouts.Get(app), path, _time);
    }

    // Settings of an application name folders of others as well.
    private List<FileLink> Writable(IEnumerable<FileLink> links) =>
        [
            .. links.Select(link =>
                link.State == LinkState.Planned && _readOnly.FindRefusal(link.Target) is { } refusal
                    ? link with
                    {
                        State = LinkState.Refused,
                        Reason = refusal.Message,
                    }
                    : link
            ),
        ];
}
