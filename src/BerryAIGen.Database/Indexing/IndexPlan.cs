using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Database.Indexing;

/// <summary>What is on the disk against what the registry knows; nothing is read and nothing written.</summary>
internal sealed class IndexPlan
{
    private readonly Dictionary<string, FoundModel> _byInode = new(StringComparer.Ordinal);

    public List<FoundModel> New { get; } = [];

    /// <summary>Other bytes under the same path.</summary>
    public List<(KnownModel Row, FoundModel Model)> Changed { get; } = [];

    /// <summary>The same file under another path.</summary>
    public List<(KnownModel Row, FoundModel Model)> Moved { get; } = [];

    /// <summary>The same file, whose header was read by older rules or beside another record, or whose row says that it is not there.</summary>
    public List<(KnownModel Row, FoundModel Model)> Stale { get; } = [];

    /// <summary>The same file under another number of the file system.</summary>
    public List<(KnownModel Row, FoundModel Model)> Renumbered { get; } = [];

    /// <summary>The same file, whose hash was not known.</summary>
    public List<(KnownModel Row, FoundModel Model)> Unhashed { get; } = [];

    /// <summary>The same file, beside which another picture lies, or none any more.</summary>
    public List<(KnownModel Row, string? Preview)> Pictured { get; } = [];

    public List<KnownModel> Missing { get; } = [];

    public List<KnownModel> Unreachable { get; } = [];

    public int Unchanged { get; private set; }

    public static IndexPlan Make(
        FolderLook look,
        IReadOnlyList<KnownModel> known,
        Reachability reach,
        DescribedBy describedBy,
        Func<KnownModel, string?> previewOf
    )
    {
        var plan = new IndexPlan();
        var rows = known.ToDictionary(row => row.Path, StringComparer.Ordinal);
        foreach (var model in look.Models)
        {
            if (rows.Remove(model.Path, out var row))
                plan.Compare(row, model, describedBy, previewOf);
            else
                plan.New.Add(model);
        }

        plan.LookForMoved([.. rows.Values], reach);
        plan.New.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return plan;
    }

    private void Compare(KnownModel row, FoundModel model, DescribedBy describedBy, Func<KnownModel, string?> previewOf)
    {
        if (!row.HasStampOf(model))
            Changed.Add((row, model));
        else
        {
            Unchanged++;
            if (row.DescribedBy != describedBy.Of(model) || row.IsAbsent || row.IsPutAway)
            {
                Stale.Add((row, model));
                return;
            }

            if (previewOf(row) is var preview && preview != row.PreviewFile)
                Pictured.Add((row, preview));
            // A disk may have another number after a restart; size and time say that it is the same file.
            if (row.Inode != model.Inode)
                Renumbered.Add((row, model));
            else if (row.Sha256 is null && !model.IsFolder)
                Unhashed.Add((row, model));
        }
    }

    private void LookForMoved(List<KnownModel> gone, Reachability reach)
    {
        foreach (var model in New.Where(model => model.Inode is not null))
            _byInode.TryAdd(model.Inode!, model);
        HashSet<FoundModel> found = new(ReferenceEqualityComparer.Instance);
        foreach (var row in gone.Where(row => !row.IsPutAway))
        {
            if (
                row.Inode is { } inode
                && _byInode.TryGetValue(inode, out var model)
                && row.HasStampOf(model)
                && _byInode.Remove(inode)
            )
            {
                found.Add(model);
                Moved.Add((row, model));
            }
            else if (reach.IsReachable(row.Path))
                Missing.Add(row);
            else
                Unreachable.Add(row);
        }

        New.RemoveAll(found.Contains);
    }
}
