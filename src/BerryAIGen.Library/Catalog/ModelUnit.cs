using System.Collections.Frozen;
using BerryAIGen.Library.Downloads.Recording;

namespace BerryAIGen.Library.Catalog;

/// <summary>A model and everything that only makes sense with it: the records, notes and pictures beside it.</summary>
internal static class ModelUnit
{
    // Of this program and of others of the field; a configuration in YAML belongs to its checkpoint.
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

    // What a running or broken download has beside its target.
    private static readonly string[] Transient = [".part", ".lock", ".tmp", ".rejected", ".part.json", ".part.ranges"];

    /// <summary>Whether a record, a note or a picture is called so.</summary>
    public static bool HasCompanionEnding(string name) => Endings.Contains(Path.GetExtension(name));

    /// <summary>The names in the model's folder that go where it goes, in order.</summary>
    public static IReadOnlyList<string> CompanionsOf(string path) => Find(path, withShared: true);

    /// <summary>The same without what another format of the model, beside it, needs as well.</summary>
    public static IReadOnlyList<string> OwnCompanionsOf(string path) => Find(path, withShared: false);

    private static string[] Find(string path, bool withShared)
    {
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        var stem = Directory.Exists(path) ? name : Path.GetFileNameWithoutExtension(name);
        var others = Directory
            .EnumerateFiles(folder)
            .Select(file => Path.GetFileName(file))
            .Where(other => other != name)
            .ToList();
        var models = others.Where(ModelNames.HasEnding).Select(other => Path.GetFileNameWithoutExtension(other)!);
        var folders = Directory
            .EnumerateDirectories(folder)
            .Select(other => Path.GetFileName(other))
            .Where(other => other != name && other.StartsWith(stem, StringComparison.Ordinal))
            .Where(other => ModelNames.IsModelFolder(Path.Combine(folder, other)))
            .ToList();
        others.RemoveAll(other => folders.Exists(model => other == Sidecar.PathOf(model)));
        var isShared = models.Contains(stem) || folders.Contains(stem);
        // "ink.v2.json" is that of "ink.v2.safetensors", although "ink" is the beginning of it as well, and
        // "ink.ckpt.civitai.json" is that of "ink.ckpt", also where "ink.safetensors" lies beside it.
        var owners = others.Where(other => !HasCompanionEnding(other)).Concat(models).Concat(folders).ToList();
        owners.RemoveAll(owner => !IsBelow(owner, stem));
        return
        [
            .. others
                .Where(other => !ModelNames.HasEnding(other) && !owners.Exists(owner => IsBelow(other, owner)))
                .Where(other =>
                    IsBelow(other, name)
                        ? !Transient.Any(ending => other.EndsWith(ending, StringComparison.Ordinal))
                        : (withShared || !isShared) && IsBelow(other, stem) && HasCompanionEnding(other)
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsBelow(string name, string owner) =>
        name.Length > owner.Length + 1 && name[owner.Length] == '.' && name.StartsWith(owner, StringComparison.Ordinal);
}
