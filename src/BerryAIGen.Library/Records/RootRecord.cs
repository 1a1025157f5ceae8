namespace BerryAIGen.Library.Records;

/// <summary>The state of a root: its journal, folded.</summary>
internal sealed class RootRecord
{
    private readonly Dictionary<string, KnownFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>By path.</summary>
    public IReadOnlyDictionary<string, KnownFile> Files => _files;

    /// <summary>Folders that lie on another file system than the root, and where that one begins.</summary>
    public IReadOnlyDictionary<string, string> Places => _places;

    /// <summary>Lines that could not be read.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <exception cref="IOException">The journal is there and cannot be read.</exception>
    public static RootRecord Read(RecordRoot root)
    {
        var (facts, warnings) = root.Journal.Read();
        return Of(facts, warnings);
    }

    public static RootRecord Of(IEnumerable<JournalFact> facts, IReadOnlyList<string> warnings)
    {
        var record = new RootRecord { Warnings = warnings };
        foreach (var fact in facts)
            record.Add(fact);
        return record;
    }

    /// <summary>The fewest lines that tell the same.</summary>
    public IReadOnlyList<JournalFact> ToFacts() =>
        [
            .. _places.Select(place => JournalFact.Of(FactWords.Place, place.Key) with { Mount = place.Value }),
            .. _files.Values.Select(KnownState.FactOf),
        ];

    public bool IsSame(RootRecord other) => AreSame(_files, other._files) && AreSame(_places, other._places);

    private static bool AreSame<T>(Dictionary<string, T> one, Dictionary<string, T> other)
        where T : notnull =>
        one.Count == other.Count
        && one.All(row => other.TryGetValue(row.Key, out var value) && row.Value.Equals(value));

    public KnownFile? Find(string path) => _files.GetValueOrDefault(path);

    private void Add(JournalFact fact)
    {
        if (fact is { Fact: FactWords.Place, Mount: { } mount })
        {
            _places[fact.Path] = mount;
            return;
        }

        if (fact is { Fact: FactWords.Moved, From: { } from } && _files.Remove(from, out var moved))
            _files[fact.Path] = moved with { Path = fact.Path, Presence = FilePresence.Present };
        var known = _files.GetValueOrDefault(fact.Path) ?? new KnownFile { Path = fact.Path };
        if (fact.Fact == FactWords.Emptied)
            Forget(known);
        else if (Apply(fact, known) is { } next)
            _files[fact.Path] = next;
    }

    // Another file may have the path by now.
    private void Forget(KnownFile known)
    {
        if (known.Presence is FilePresence.Trashed or FilePresence.Quarantined or FilePresence.Superseded)
            _files.Remove(known.Path);
    }

    // A change or a check says how a file looks now; what it should be is told by the facts that know it.
    private static KnownFile? Apply(JournalFact fact, KnownFile known) =>
        fact.Fact switch
        {
            FactWords.Recorded or FactWords.Hashed or FactWords.Accepted or FactWords.Repaired => Told(fact, known),
            FactWords.Indexed => Seen(fact, known) with
            {
                Hashes = fact.Hashes ?? known.Hashes,
                Origin = fact.Origin ?? known.Origin,
            },
            FactWords.Changed or FactWords.Moved or FactWords.Returned or FactWords.Linked or FactWords.Restored =>
                Seen(fact, known),
            FactWords.Missing => known with { Presence = FilePresence.Missing },
            FactWords.Trashed => known with { Presence = FilePresence.Trashed },
            FactWords.Quarantined => known with { Presence = FilePresence.Quarantined },
            FactWords.Superseded => known with { Presence = FilePresence.Superseded },
            FactWords.Verified => Checked(fact, known),
            FactWords.Known when fact.State is { } state => state.FileOf(fact),
            _ => null,
        };

    private static KnownFile Seen(JournalFact fact, KnownFile known) =>
        known with
        {
            Presence = FilePresence.Present,
            Stamp = fact.Stamp ?? known.Stamp,
        };

    private static KnownFile Told(JournalFact fact, KnownFile known) =>
        Seen(fact, known) with
        {
            Hashes = fact.Hashes,
            HashedStamp = fact.Stamp,
            RecordedSizeBytes = fact.Size,
            Origin = fact.Origin ?? known.Origin,
            LastResult = null,
        };

    private static KnownFile Checked(JournalFact fact, KnownFile known) =>
        known with
        {
            Presence = FilePresence.Present,
            Stamp = fact.Stamp ?? known.Stamp,
            HashedStamp = fact.Result == CheckWords.Ok ? fact.Stamp : known.HashedStamp,
            LastResult = fact.Result,
            CheckedAt = fact.At,
        };
}

/// <summary>The outcomes of a check that the journal remembers.</summary>
internal static class CheckWords
{
    public const string Ok = "ok";
    public const string Changed = "changed";
    public const string HeaderChanged = "header_changed";
}
