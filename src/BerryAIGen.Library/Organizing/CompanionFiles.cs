using System.Collections.Frozen;
using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Library.Organizing;

/// <summary>Finds the records and pictures that belong to a model: files beside it that begin with its name.</summary>
internal static class CompanionFiles
{
    private static readonly FrozenSet<string> Endings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".json",
        ".info",
        ".txt",
        ".md",
        ".html",
        ".yaml",
        ".yml",
        ".csv",
        ".png",
        ".jpg",
        ".jpeg",
        ".webp",
        ".gif",
        ".avif",
        ".jxl",
        ".mp4",
        ".webm"
    );

    /// <summary>Whether a record or a picture is called so.</summary>
    public static bool HasEnding(string name) => Endings.Contains(Path.GetExtension(name));

    /// <summary>Names in the model's own folder, in order.</summary>
    public static IReadOnlyList<string> Of(string model)
    {
        var folder = Path.GetDirectoryName(model)!;
        var name = Path.GetFileName(model);
        var stem = Path.GetFileNameWithoutExtension(model);
        var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).ToList();
        // "ink.v2.json" is that of "ink.v2.safetensors", although "ink" is the beginning of it as well.
        var longer = names
            .Where(ModelNames.HasEnding)
            .Select(other => Path.GetFileNameWithoutExtension(other))
            .Where(other => other.Length > stem.Length && other.StartsWith(stem + ".", StringComparison.Ordinal))
            .ToList();
        return
        [
            .. names
                .Where(other => other != name && Endings.Contains(Path.GetExtension(other)))
                .Where(other => other.StartsWith(stem + ".", StringComparison.Ordinal))
                .Where(other => !longer.Exists(owner => other.StartsWith(owner + ".", StringComparison.Ordinal)))
                .Where(other => !IsOfAnotherFormat(other, name, stem, names))
                .Order(StringComparer.Ordinal),
        ];
    }

    // "ink.ckpt.civitai.json" is that of "ink.ckpt", also where "ink.safetensors" lies beside it.
    private static bool IsOfAnotherFormat(string other, string name, string stem, List<string> names) =>
        names.Exists(model =>
            model != name
            && ModelNames.HasEnding(model)
            && Path.GetFileNameWithoutExtension(model) == stem
            && other.StartsWith(model + ".", StringComparison.Ordinal)
        );
}
