using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Kept;

/// <summary>A model and everything that only makes sense with it: its records, notes and previews.</summary>
internal static class ModelUnit
{
    // Of this program and of others of the field; a configuration in YAML belongs to its checkpoint.
    private static readonly string[] StemEndings =
    [
        ".civitai.info",
        ".metadata.json",
        ".cm-info.json",
        ".json",
        ".txt",
        ".yaml",
        ".yml",
        ".png",
        ".jpg",
        ".jpeg",
        ".webp",
        ".gif",
        ".avif",
        ".mp4",
        ".webm",
    ];

    // What a running or broken download has beside its target.
    private static readonly string[] Transient = [".part", ".lock", ".tmp", ".rejected", ".part.json", ".part.ranges"];

    /// <summary>The names in the model's folder that belong together, the model's own first.</summary>
    public static IReadOnlyList<string> NamesOf(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        var stem = Directory.Exists(path) ? name : Path.GetFileNameWithoutExtension(name);
        var others = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).ToArray();
        var isShared = others.Any(other =>
            other != name && ModelNames.HasEnding(other) && Path.GetFileNameWithoutExtension(other) == stem
        );
        return
        [
            name,
            .. others
                .Where(other => other != name && (IsOfName(other, name) || (!isShared && IsOfStem(other, stem))))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Every file of these names, those inside a folder that is one model as well.</summary>
    public static IReadOnlyList<KeptEntry> FilesOf(string folder, IEnumerable<string> names) =>
        [
            .. names
                .Select(name => Path.Combine(folder, name))
                .SelectMany(path =>
                    Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null
                        ? FolderFiles.Of(path)
                        : [new FileInfo(path)]
                )
                .Select(file => new KeptEntry(
                    RecordPaths.Relative(folder, file.FullName),
                    file is FileInfo { LinkTarget: null } plain ? plain.Length : 0
                )),
        ];

    private static bool IsOfName(string other, string name) =>
        other.StartsWith(name + ".", StringComparison.Ordinal)
        && !Transient.Any(ending => other.EndsWith(ending, StringComparison.Ordinal));

    private static bool IsOfStem(string other, string stem)
    {
        if (!other.StartsWith(stem + ".", StringComparison.Ordinal))
            return false;
        var rest = other[stem.Length..].ToLowerInvariant();
        const string preview = ".preview";
        return StemEndings.Contains(rest)
            || (rest.StartsWith(preview, StringComparison.Ordinal) && StemEndings.Contains(rest[preview.Length..]));
    }
}
