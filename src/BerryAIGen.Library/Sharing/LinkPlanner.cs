using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Sharing;

/// <summary>Says which names a root would get for the models of another one; writes nothing.</summary>
internal static class LinkPlanner
{
    /// <summary>Every model of a root, with what belongs to it, in the same sub-folders of the other.</summary>
    /// <param name="from">Has the bytes.</param>
    /// <param name="to">Gets the names.</param>
    /// <param name="only">One kind, null for all.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static IReadOnlyList<FileLink> Plan(
        LayoutRoot from,
        LayoutRoot to,
        string? only,
        CancellationToken cancellationToken
    )
    {
        List<FileLink> links = [];
        foreach (var model in FolderScan.Run([from], only, cancellationToken).Models)
        {
            var kind = from.FindKind(model.ModelType)!;
            var top = from.FoldersOf(kind)
                .Where(folder => RecordPaths.IsBelow(model.Path, folder))
                .MaxBy(folder => folder.Length);
            if (to.FindKind(kind.Id) is not { } other)
                links.Add(
                    new FileLink(
                        model.Path,
                        "",
                        LinkState.Refused,
                        LinkHow.Auto,
                        $"{to.Layout.Name} has no folder for {kind.Id}"
                    )
                );
            else if (top is not null)
                links.AddRange(
                    PlanOne(model.Path, Path.Combine(to.PathOf(other), Path.GetRelativePath(top, model.Path)))
                );
        }

        return links;
    }

    /// <summary>One model and what belongs to it.</summary>
    public static IEnumerable<FileLink> PlanOne(string source, string target)
    {
        // A folder that is one model: every file in it, at the same place.
        if (Directory.Exists(source))
            return FolderFiles
                .Of(source)
                .Select(file =>
                    Check(file.FullName, Path.Combine(target, Path.GetRelativePath(source, file.FullName))) with
                    {
                        CompanionOf = ModelNames.HasEnding(file.Name) ? null : source,
                    }
                );
        var (from, to) = (Path.GetDirectoryName(source)!, Path.GetDirectoryName(target)!);
        return ModelUnit
            .CompanionsOf(source)
            .Select(name => (Path.Combine(from, name), Path.Combine(to, name)))
            .Prepend((source, target))
            .Select(pair => Check(pair.Item1, pair.Item2) with { CompanionOf = pair.Item1 == source ? null : source });
    }

    private static FileLink Check(string source, string target)
    {
        var link = new FileLink(source, target, LinkState.Planned, LinkHow.Auto, Expect(source, target));
        return FileLinker.IsLinked(source, target) ? link with { State = LinkState.AlreadyLinked, Reason = null }
            : PresentFiles.IsTaken(target) ? Refuse("something else has this name and stays")
            : !WriteAccess.IsAllowed(Path.GetDirectoryName(target)!) ? Refuse("the folder cannot be written to")
            : link;

        FileLink Refuse(string why) => link with { State = LinkState.Refused, Reason = why };
    }

    private static string Expect(string source, string target) =>
        FileSystems.AreSame(Path.GetDirectoryName(source)!, Path.GetDirectoryName(target)!)
            ? "one file system: a shared copy, else a hard link"
            : "two file systems: only a symbolic link can do it";
}
