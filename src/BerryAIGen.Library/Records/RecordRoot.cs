using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Records;

/// <summary>A folder of models that has a record: <c>.berry</c> in it with an id, the journal, the trash and the quarantine.</summary>
internal sealed class RecordRoot
{
    /// <summary>The folder of the record; no scan looks for models in it.</summary>
    public const string FolderName = ".berry";

    private const string IdFile = "root.json";

    private RecordRoot(string path, string id, TimeProvider time)
    {
        Path = path;
        Id = id;
        Journal = new Journal(System.IO.Path.Combine(Folder, "journal.jsonl"), time);
    }

    /// <summary>The folder of models.</summary>
    public string Path { get; }

    /// <summary>Stays the same when the folder is moved or mounted elsewhere.</summary>
    public string Id { get; }

    public string Folder => FolderIn(Path);

    public Journal Journal { get; }

    /// <summary>Where a folder has its record, or would have it.</summary>
    public static string FolderIn(string folder) => System.IO.Path.Combine(folder, FolderName);

    /// <summary>Whether the folder has a record of its own.</summary>
    public static bool Exists(string folder) => File.Exists(IdPathOf(folder));

    /// <summary>The record that a file or folder belongs to: that of the nearest folder above it; null when there is none.</summary>
    public static RecordRoot? FindFor(string path, TimeProvider time)
    {
        for (var folder = System.IO.Path.GetFullPath(path); folder is not null; )
        {
            if (Exists(folder))
                return Open(folder, time);
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return null;
    }

    /// <summary>The record of a folder; made when there is none.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static RecordRoot Open(string folder, TimeProvider time)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        var path = IdPathOf(root);
        if (!File.Exists(path))
            Create(path, time);
        return new RecordRoot(root, ReadId(path), time);
    }

    /// <summary>The record, made when there is none and somebody may write there; else one that tells nothing.</summary>
    public static RecordRoot OpenForReading(string folder, TimeProvider time)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        return new RecordRoot(root, Exists(root) ? ReadId(IdPathOf(root)) : "", time);
    }

    /// <summary>The path below the root as the journal has it.</summary>
    public string Relative(string path) => RecordPaths.Relative(Path, System.IO.Path.GetFullPath(path));

    public string FullPath(string relative) => System.IO.Path.Combine(Path, relative);

    private static string IdPathOf(string folder) => System.IO.Path.Combine(folder, FolderName, IdFile);

    private static void Create(string path, TimeProvider time)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        AtomicFile.TryCreateJson(
            path,
            new JsonObject
            {
                ["schema_version"] = 1,
                ["id"] = Guid.NewGuid().ToString(),
                ["created_at"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
            }
        );
    }

    // A damaged id file still marks the root; without an id it is only not recognised elsewhere.
    private static string ReadId(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) is JsonObject root ? root["id"]?.ToString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
