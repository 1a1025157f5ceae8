using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Records;

/// <summary>
/// The roots that this person has, with the file system each lay on: a root that is gone together with its file system is
/// on a drive that is not there now, and nothing of it is lost.
/// </summary>
/// <param name="folder">Where the list is kept; null keeps none.</param>
/// <param name="time">When a root was seen.</param>
internal sealed class KnownRoots(string? folder, TimeProvider time)
{
    private readonly string? _path = folder is null ? null : Path.Combine(folder, "roots.json");

    /// <summary>Every root that was ever seen.</summary>
    public IReadOnlyList<string> Paths => [.. Roots().Select(root => root.Key)];

    /// <summary>Why the root cannot be worked on now, when it is a known one whose drive is not there; else null.</summary>
    public string? FindAbsence(string root)
    {
        if (
            RecordRoot.Exists(root)
            || Roots()[root] is not JsonObject known
            || known["mount"]?.ToString() is not { } mount
        )
            return null;
        var isThere = Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any();
        return isThere || FileSystems.MountOf(root) == mount
            ? null
            : $"{root} is unreachable: its models were last seen {known["seen_at"]} on the file system {mount}, which is not there now. Nothing was marked as missing; connect the drive and try again.";
    }

    /// <summary>Writes down that the root is there; a list that cannot be kept costs only the better message later.</summary>
    public void Remember(RecordRoot root)
    {
        if (_path is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using var turn = PartClaim.TryTake(_path);
            if (turn is null)
                return; // Another process writes it this moment; the next run comes round to this root.
            var roots = Roots();
            roots[root.Path] = new JsonObject
            {
                ["id"] = root.Id,
                ["mount"] = FileSystems.MountOf(root.Path),
                ["seen_at"] = time.GetUtcNow().ToString("yyyy-MM-dd"),
            };
            AtomicFile.WriteJson(_path, new JsonObject { ["schema_version"] = 1, ["roots"] = roots.DeepClone() });
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex)) { }
    }

    private JsonObject Roots()
    {
        try
        {
            return _path is not null && File.Exists(_path)
                ? (JsonNode.Parse(File.ReadAllBytes(_path)) as JsonObject)?["roots"] as JsonObject ?? []
                : [];
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return [];
        }
    }
}
