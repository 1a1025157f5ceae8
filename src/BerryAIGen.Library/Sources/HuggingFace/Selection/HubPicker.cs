namespace BerryAIGen.Library.Sources.HuggingFace.Selection;

/// <summary>Picks the files of a repository that a person means; where that is not plain, it lists and never guesses.</summary>
internal sealed class HubPicker(HubPlace place, FileChoice choice)
{
    private const int Shown = 12;

    /// <param name="files">What lies in the repository, or in the folder that was named.</param>
    /// <exception cref="LibraryException">Nothing fits, or several models do; the message lists them.</exception>
    public HubSelection Pick(IReadOnlyList<HubFile> files)
    {
        var entries = files.Where(file => PathPatterns.Allow(choice, file.Path)).Select(RepositoryEntry.Read).ToArray();
        if (entries.Length == 0)
            throw NotFound(
                files.Count == 0
                    ? $"{place.Repository} has no files{In()}."
                    : $"Nothing{In()} of {place.Repository} fits --include, --exclude or --file; it has {List(files.Select(file => file.Path))}."
            );
        var isFolder = FolderModelChoice.IsFolderModel(entries);
        if (choice.All || (PathPatterns.IsNamed(choice) && choice.Variant is null))
            return new HubSelection([.. entries.Select(entry => entry.File)], isFolder);
        return PickGguf(entries, isFolder) ?? (isFolder ? PickFolder(entries) : PickSingle(entries));
    }

    private HubSelection? PickGguf(RepositoryEntry[] entries, bool isFolder)
    {
        var quantizations = GgufChoice.ByQuantization(entries);
        if (quantizations.Count == 0)
            return null;
        if (choice.Variant is { } wish && quantizations.TryGetValue(wish, out var wished))
            return GgufChoice.IsOneModel(wished)
                ? new HubSelection([.. wished.Select(entry => entry.File)], IsFolder: false)
                : throw Several($"models of the quantisation {wish}", wished.Select(entry => entry.File.Path));
        // Beside weights of another kind GGUF is taken only when it is asked for.
        if (entries.Any(entry => entry.Format is not (null or WeightFormat.Gguf)))
            return isFolder || choice.Variant is not null ? null : throw Ambiguous(entries);
        if (choice.Variant is { } unknown)
            throw NotFound($"{place.Repository} has no quantisation {unknown}; it has {List(quantizations.Keys)}.");
        if (quantizations.Count == 1 && GgufChoice.IsOneModel(quantizations.Values.First()))
            return new HubSelection([.. quantizations.Values.First().Select(entry => entry.File)], IsFolder: false);
        throw Usage(
            $"{place.Repository} has several quantisations: {List(quantizations.Keys)}. Name one with --variant, or a file."
        );
    }

    private HubSelection PickFolder(RepositoryEntry[] entries)
    {
        var wish = new VariantWish(choice.Variant);
        var folder = new FolderModelChoice(wish);
        var chosen = folder.Choose(entries);
        if (chosen.Count == 0 || (wish.Label is not null && chosen.All(entry => entry.Label != wish.Label)))
            throw NoVariant(entries);
        return new HubSelection([.. chosen.Select(entry => entry.File)], IsFolder: true)
        {
            Note =
                folder.PlainFolders.Count == 0
                    ? null
                    : $"no {wish.Text} of {string.Join(", ", folder.PlainFolders)}, so the plain weights are taken there",
        };
    }

    private HubSelection PickSingle(RepositoryEntry[] entries)
    {
        var wish = new VariantWish(choice.Variant);
        var weights = entries.Where(entry => entry.Format is { } format && wish.Formats.Contains(format)).ToArray();
        if (choice.Variant is not null)
            weights = [.. weights.Where(entry => entry.Label == wish.Label)];
        // The same weights as a pickle beside safetensors are no second model.
        var best = wish
            .Formats.Select(format => weights.Where(entry => entry.Format == format).ToArray())
            .FirstOrDefault(group => group.Length > 0);
        if (best is null)
            throw choice.Variant is null && !entries.Any(entry => entry.Format is not null)
                ? NotFound(
                    $"{place.Repository} has no file of weights{In()}; take all of it with --all, or name a file."
                )
                : NoVariant(entries);
        var isOne = best.Length == 1 || (best.All(entry => entry.IsShard) && best.DistinctBy(Model).Count() == 1);
        return isOne
            ? new HubSelection([.. best.Select(entry => entry.File)], IsFolder: best.Length > 1)
            : throw Ambiguous(best);
    }

    private static string Model(RepositoryEntry entry) => $"{entry.File.Folder}/{entry.Stem}.{entry.Label}";

    private LibraryException NoVariant(RepositoryEntry[] entries)
    {
        var words = entries
            .Where(entry => entry.Format is not (null or WeightFormat.Foreign))
            .Select(entry => entry.Label ?? WordOf(entry.Format!.Value))
            .Distinct()
            .Order(StringComparer.Ordinal);
        return NotFound(
            $"{place.Repository} has no variant \"{choice.Variant ?? "none"}\"{In()}; it has {List(words)}."
        );
    }

    private static string WordOf(WeightFormat format) =>
        format is WeightFormat.Safetensors or WeightFormat.Torch ? "none" : format.ToString().ToLowerInvariant();

    private LibraryException Ambiguous(IEnumerable<RepositoryEntry> entries) =>
        Several("models", entries.Where(entry => entry.Format is not null).Select(entry => entry.File.Path));

    private LibraryException Several(string what, IEnumerable<string> paths) =>
        Usage(
            $"{place.Repository} has several {what}{In()}: {List(paths)}. Name one by its path, or choose with --include."
        );

    private string In() => place.Path is null ? "" : $" in {place.Path}";

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return string.Join(", ", all.Take(Shown)) + (all.Length > Shown ? $" and {all.Length - Shown} more" : "");
    }

    private static LibraryException NotFound(string message) => new(FailureCode.NotFound, message);

    private static LibraryException Usage(string message) => new(FailureCode.Usage, message);
}
