using System.Text.Json;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>
/// Brings the record of one root up to what is on the disk: who came, changed, moved and went. Looks at sizes and times
/// and reads no model; what cannot be looked at keeps its state.
/// </summary>
internal sealed class ModelIndex
{
    private readonly RecordRoot _root;
    private readonly RootRecord _record;
    private readonly ModelWalk _walk;
    private readonly string _folder;
    private readonly List<JournalFact> _facts = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<WalkedModel> _new = [];
    private readonly List<(KnownFile File, FileStat Stat)> _alsoThere = [];
    private IReadOnlyList<KnownFile> _missing = [];
    private IReadOnlyList<KnownFile> _unreachable = [];
    private IndexReport _report = new();

    private ModelIndex(RecordRoot root, RootRecord record, ModelWalk walk, string folder) =>
        (_root, _record, _walk, _folder) = (root, record, walk, folder);

    /// <summary>What happened, for the journal, and how much of it there is.</summary>
    /// <param name="root">The root.</param>
    /// <param name="record">What was known.</param>
    /// <param name="walk">What is there.</param>
    /// <param name="folder">The folder that was walked through: the root, or one inside it.</param>
    public static IndexComparison Compare(RecordRoot root, RootRecord record, ModelWalk walk, string folder)
    {
        var index = new ModelIndex(root, record, walk, folder);
        foreach (var model in walk.Models)
            index.Look(model);
        index.LookForGone();
        index.NotePlaces();
        var report = index._report with
        {
            Skipped = walk.Skipped,
            Warnings = [.. record.Warnings, .. CaseCollisions(walk.Models)],
        };
        return new IndexComparison(report, index._facts, index._missing, index._unreachable, index._alsoThere);
    }

    private void Look(WalkedModel model)
    {
        var (path, stamp) = (_root.Relative(model.Path), model.Stat.Stamp);
        _seen.Add(path);
        _report = _report with { Seen = _report.Seen + 1 };
        var known = _record.Find(path);
        if (known is null)
            _new.Add(model);
        else if (known.Stamp != stamp)
        {
            _facts.Add(JournalFact.Of(known.Stamp is null ? FactWords.Indexed : FactWords.Changed, path, stamp));
            _report = _report with { Changed = _report.Changed + 1 };
        }
        else
        {
            _report = _report with { Unchanged = _report.Unchanged + 1 };
            if (known.Presence != FilePresence.Present)
                _facts.Add(JournalFact.Of(FactWords.Returned, path, stamp));
        }
    }

    private void LookForGone()
    {
        var gone = _record
            .Files.Values.Where(file => file.Presence is FilePresence.Present or FilePresence.Missing)
            .Where(file => !_seen.Contains(file.Path) && RecordPaths.IsBelow(_root.FullPath(file.Path), _folder))
            .Where(file => !IsThere(file))
            .ToLookup(IsReachable);
        var missing = gone[true].ToDictionary(file => file.Path);
        foreach (var model in _new)
            AddNew(model, missing);
        foreach (var file in missing.Values.Where(file => file.Presence == FilePresence.Present))
            _facts.Add(JournalFact.Of(FactWords.Missing, file.Path));
        (_missing, _unreachable) = ([.. missing.Values], [.. gone[false]]);
        _report = _report with { Missing = _missing.Count, Unreachable = _unreachable.Count };
    }

    // Part of a folder that is one model, or recorded although its name is not a model's.
    private bool IsThere(KnownFile file)
    {
        if (FileStat.Find(_root.FullPath(file.Path)) is not { } stat)
            return false;
        _alsoThere.Add((file, stat));
        if (stat.Stamp != file.Stamp)
            _facts.Add(JournalFact.Of(FactWords.Changed, file.Path, stat.Stamp));
        return true;
    }

    // The same size, time and number on the disk under a new name is the same file.
    private void AddNew(WalkedModel model, Dictionary<string, KnownFile> missing)
    {
        var (path, stamp) = (_root.Relative(model.Path), model.Stat.Stamp);
        var before =
            stamp.Inode is null || model.Stat.IsFolder ? null : missing.Values.FirstOrDefault(f => f.Stamp == stamp);
        if (before is not null && missing.Remove(before.Path))
        {
            _facts.Add(JournalFact.Of(FactWords.Moved, path, stamp) with { From = before.Path });
            _report = _report with { Moved = _report.Moved + 1 };
            return;
        }

        _facts.Add(Described(JournalFact.Of(FactWords.Indexed, path, stamp), model.Path));
        _report = _report with { Added = _report.Added + 1 };
    }

    // A download of an earlier version, or on another machine, left what it knew beside the file.
    private static JournalFact Described(JournalFact fact, string path)
    {
        try
        {
            var sidecar = SidecarStore.Find(path);
            return fact with { Hashes = RecordedHashes.From(sidecar), Origin = SidecarOrigin.Find(sidecar) };
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return fact; // The file itself is there; its sidecar is named by the commands that read it.
        }
    }

    /// <summary>Whether the folder of a file was read, and is the same as when the file was seen.</summary>
    private bool IsReachable(KnownFile file)
    {
        var full = _root.FullPath(file.Path);
        if (_walk.Unread.Any(folder => RecordPaths.IsBelow(full, folder)) || LeadsNowhere(full))
            return false;
        return !_record.Places.Any(place =>
            RecordPaths.IsBelow(full, _root.FullPath(place.Key))
            && FileSystems.MountOf(_root.FullPath(place.Key)) != place.Value
        );
    }

    private bool LeadsNowhere(string path)
    {
        for (
            var folder = Path.GetDirectoryName(path);
            folder is not null && RecordPaths.IsBelow(folder, _root.Path);
            folder = Path.GetDirectoryName(folder)
        )
        {
            if (!Directory.Exists(folder) && new FileInfo(folder).LinkTarget is not null)
                return true;
        }

        return false;
    }

    private void NotePlaces()
    {
        foreach (var (folder, mount) in _walk.Places)
        {
            var path = _root.Relative(folder);
            if (_record.Places.GetValueOrDefault(path) != mount)
                _facts.Add(JournalFact.Of(FactWords.Place, path) with { Mount = mount });
        }
    }

    private static IEnumerable<string> CaseCollisions(IEnumerable<WalkedModel> models) =>
        models
            .GroupBy(model => model.Path, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group =>
                $"{string.Join(" and ", group.Select(model => model.Path))} differ only in case; on Windows and macOS they are one file"
            );
}
