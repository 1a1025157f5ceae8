namespace BerryAIGen.Library.Sources.HuggingFace.Selection;

/// <summary>
/// Chooses among the files of a model that is a folder: of every component one file of weights (or its shards), in the
/// wished variant and the safest format, with all its configuration; a component without such weights is left out.
/// </summary>
internal sealed class FolderModelChoice(VariantWish wish)
{
    private readonly List<string> _plainFolders = [];

    /// <summary>Components that had no weights of the wished label, so that their plain ones were taken.</summary>
    public IReadOnlyList<string> PlainFolders => _plainFolders;

    /// <summary>Whether these files are such a model: a pipeline's index, or weights with a configuration beside them.</summary>
    public static bool IsFolderModel(IEnumerable<RepositoryEntry> entries) =>
        entries
            .GroupBy(entry => entry.File.Folder)
            .Any(folder =>
                folder.Any(entry => entry.File.Name == ModelFileNames.PipelineIndex)
                || (
                    folder.Any(entry => entry.File.Name is "config.json")
                    && folder.Any(entry => entry is { Format: not (null or WeightFormat.Gguf), HasOwnName: true })
                )
            );

    /// <summary>The chosen files in the order of their paths; empty when nothing fits the wish.</summary>
    public IReadOnlyList<RepositoryEntry> Choose(IReadOnlyList<RepositoryEntry> entries)
    {
        // Single-file checkpoints often lie beside a pipeline's index; they are models of their own.
        var roots = entries
            .Where(entry => entry.File.Name == ModelFileNames.PipelineIndex)
            .Select(entry => entry.File.Folder)
            .ToHashSet();
        var chosen = entries
            .GroupBy(entry => entry.File.Folder)
            .SelectMany(folder => ChooseIn(folder.Key, [.. folder], roots.Contains(folder.Key)))
            .OrderBy(entry => entry.File.Path, StringComparer.Ordinal)
            .ToArray();
        return chosen.Any(entry => entry.Format is not null) ? chosen : [];
    }

    private IEnumerable<RepositoryEntry> ChooseIn(string folder, RepositoryEntry[] entries, bool isRoot)
    {
        var texts = entries.Where(entry => entry.IsText);
        var weights = entries.Where(entry => entry.Format is not null).ToArray();
        if (isRoot || weights.Length == 0)
            return texts;
        var taken = TakeWeights(folder, weights);
        return taken.Length == 0 ? [] : texts.Concat(taken);
    }

    private RepositoryEntry[] TakeWeights(string folder, RepositoryEntry[] weights)
    {
        var labelled = wish.Label is null ? [] : Best(weights.Where(entry => entry.Label == wish.Label));
        if (labelled.Length > 0)
            return labelled;
        var full = wish.IsFull ? Best(weights.Where(entry => entry.Label is "fp32" or "float32")) : [];
        if (full.Length > 0)
            return full;
        var plain = Best(weights.Where(entry => entry.Label is null));
        if (plain.Length == 0 && wish.Label is null)
            plain = OnlyLabel(weights);
        if (plain.Length > 0 && wish.Label is not null)
            _plainFolders.Add(folder.Length == 0 ? "the repository" : folder);
        return plain;
    }

    // Some repositories have nothing but fp16; there is then no doubt what is meant.
    private RepositoryEntry[] OnlyLabel(RepositoryEntry[] weights)
    {
        var labels = weights.Where(IsWished).Select(entry => entry.Label).Distinct().ToArray();
        return labels.Length == 1 ? Best(weights) : [];
    }

    /// <summary>Of the best format that is there, what a loader would find; either the whole file or its shards.</summary>
    private RepositoryEntry[] Best(IEnumerable<RepositoryEntry> candidates)
    {
        var all = candidates.Where(IsWished).ToArray();
        foreach (var format in wish.Formats)
        {
            var fitting = all.Where(entry => entry.Format == format).ToArray();
            if (fitting.Any(entry => entry.HasOwnName))
                fitting = [.. fitting.Where(entry => entry.HasOwnName)];
            if (fitting.Length == 0)
                continue;
            var whole = fitting.Where(entry => !entry.IsShard).ToArray();
            return whole.Length > 0 && fitting.Any(entry => entry.IsShard) && whole.All(entry => entry.HasOwnName)
                ? whole
                : fitting;
        }

        return [];
    }

    private bool IsWished(RepositoryEntry entry) => entry.Format is { } format && wish.Formats.Contains(format);
}
