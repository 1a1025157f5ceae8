namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>
/// The folder where Hugging Face's own programs keep what they download: <c>models--owner--name/snapshots/COMMIT</c>, whose
/// files are links to blobs. It is only read.
/// </summary>
public static class HuggingFaceCache
{
    private const string Prefix = "models--";
    private static readonly EnumerationOptions Inside = new()
    {
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
        MaxRecursionDepth = 4,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>Where it is by its own variables; null when the machine has none.</summary>
    public static string? Find(Func<string, string?> readVariable)
    {
        var home = readVariable("HOME") ?? readVariable("USERPROFILE");
        string?[] places =
        [
            readVariable("HF_HUB_CACHE"),
            Below(readVariable("HF_HOME"), "hub"),
            Below(readVariable("XDG_CACHE_HOME"), "huggingface", "hub"),
            Below(home, ".cache", "huggingface", "hub"),
        ];
        return
            places.FirstOrDefault(place => !string.IsNullOrWhiteSpace(place)) is { } folder && Directory.Exists(folder)
            ? folder
            : null;
    }

    /// <summary>The models that have a configuration, as their main revision has them.</summary>
    public static IReadOnlyList<HeldModel> List(string folder) =>
        [
            .. new DirectoryInfo(folder)
                .EnumerateDirectories(Prefix + "*")
                .OrderBy(model => model.Name, StringComparer.Ordinal)
                .Select(Read)
                .OfType<HeldModel>(),
        ];

    private static string? Below(string? folder, params string[] names) =>
        string.IsNullOrWhiteSpace(folder) ? null : Path.Combine([folder, .. names]);

    private static HeldModel? Read(DirectoryInfo model)
    {
        try
        {
            if (Snapshot(model.FullName) is not { } snapshot || !File.Exists(Path.Combine(snapshot, "config.json")))
                return null;
            var blobs = Path.Combine(model.FullName, "blobs");
            return new HeldModel(model.Name[Prefix.Length..].Replace("--", "/"))
            {
                Path = snapshot,
                SizeBytes = new DirectoryInfo(snapshot).EnumerateFiles("*", Inside).Sum(LengthOf),
                IsIncomplete = Directory.Exists(blobs) && Directory.EnumerateFiles(blobs, "*.incomplete").Any(),
            };
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // A folder that is being changed or may not be read stops no other.
            return null;
        }
    }

    private static string? Snapshot(string model)
    {
        var main = Path.Combine(model, "refs", "main");
        var snapshots = Path.Combine(model, "snapshots");
        if (!Directory.Exists(snapshots))
            return null;
        if (
            File.Exists(main)
            && File.ReadAllText(main).Trim() is { Length: > 0 } commit
            && commit.All(char.IsAsciiHexDigit)
        )
            return Path.Combine(snapshots, commit) is var named && Directory.Exists(named) ? named : null;
        return Directory.EnumerateDirectories(snapshots).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private static long LengthOf(FileInfo file) =>
        file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target
            ? (target.Exists ? target.Length : 0)
            : file.Length;
}
