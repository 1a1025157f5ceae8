using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Organizing;

/// <summary>Refuses moves that would lose, hide or tear apart something.</summary>
internal static class MoveChecks
{
    /// <summary>What can be said of one move alone.</summary>
    public static OrganizeMove Check(OrganizeMove move, string top) =>
        WhyNot(move, top) is { } why ? move with { State = OrganizeState.Refused, Reason = why } : move;

    /// <summary>What can only be said of all: two to one name, a companion of two models that part.</summary>
    public static IReadOnlyList<OrganizeMove> CheckTogether(IReadOnlyList<OrganizeMove> moves)
    {
        var open = moves.Where(move => move.State == OrganizeState.Planned).ToList();
        // Names that differ in case only are one name on Windows and macOS.
        var wanted = open.SelectMany(move => StepsOf(move).Select(step => (step.From, step.To)))
            .Distinct()
            .GroupBy(step => step.To, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var torn = open.SelectMany(move => StepsOf(move).Select(step => (step.From, step.To)))
            .Distinct()
            .GroupBy(step => step.From)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet();
        return
        [
            .. moves.Select(move =>
                move.State != OrganizeState.Planned ? move
                : StepsOf(move).FirstOrDefault(step => wanted.Contains(step.To)).To is { } twice
                    ? Refuse(move, $"two files would be called {twice}")
                : StepsOf(move).FirstOrDefault(step => torn.Contains(step.From)).From is { } shared
                    ? Refuse(move, $"{shared} belongs to another model as well, which goes elsewhere")
                : move
            ),
        ];
    }

    /// <summary>The renames of a move: the model, then what belongs to it.</summary>
    public static IEnumerable<(string From, string To)> StepsOf(OrganizeMove move)
    {
        var (from, to) = (Path.GetDirectoryName(move.From)!, Path.GetDirectoryName(move.To)!);
        return move
            .Companions.Select(name => (Path.Combine(from, name), Path.Combine(to, name)))
            .Prepend((move.From, move.To));
    }

    private static OrganizeMove Refuse(OrganizeMove move, string why) =>
        move with
        {
            State = OrganizeState.Refused,
            Reason = why,
        };

    private static string? WhyNot(OrganizeMove move, string top)
    {
        var (source, target) = (Path.GetDirectoryName(move.From)!, Path.GetDirectoryName(move.To)!);
        if (FolderModelAbove(source, top) is { } whole)
            return $"it is a part of the model {whole}";
        if (!RecordPaths.IsSameOrBelow(FileSystems.RealPath(source), FileSystems.RealPath(top)))
            return $"{source} is reached through a link and lies elsewhere";
        if (new FileInfo(move.From).LinkTarget is { } link && !Path.IsPathRooted(link))
            return "it is a link relative to its folder, and would lead nowhere";
        if (!FileSystems.AreSame(source, target))
            return $"{target} is on another file system; only renames are done";
        if (!WriteAccess.IsAllowed(source) || !WriteAccess.IsAllowed(target))
            return $"{(WriteAccess.IsAllowed(source) ? target : source)} cannot be written to";
        if (SharesCompanions(move))
            return "another model of this name lies beside it, with the same records and pictures";
        return StepsOf(move).Select(step => step.To).FirstOrDefault(PresentFiles.IsTaken) is { } taken
                ? $"{taken} is there already and stays"
            : FileInTheWay(target, top) is { } file ? $"{file} is a file, and a folder is needed there"
            : null;
    }

    private static bool SharesCompanions(OrganizeMove move) =>
        move.Companions.Any(name => !name.StartsWith(Path.GetFileName(move.From) + ".", StringComparison.Ordinal))
        && Directory
            .EnumerateFiles(Path.GetDirectoryName(move.From)!, Path.GetFileNameWithoutExtension(move.From) + ".*")
            .Any(other =>
                other != move.From
                && ModelNames.HasEnding(other)
                && Path.GetFileNameWithoutExtension(other) == Path.GetFileNameWithoutExtension(move.From)
            );

    private static string? FolderModelAbove(string folder, string top)
    {
        for (var path = folder; RecordPaths.IsBelow(path, top); path = Path.GetDirectoryName(path)!)
        {
            if (ModelNames.IsModelFolder(path))
                return path;
        }

        return null;
    }

    private static string? FileInTheWay(string folder, string top)
    {
        for (var path = folder; RecordPaths.IsBelow(path, top); path = Path.GetDirectoryName(path)!)
        {
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
