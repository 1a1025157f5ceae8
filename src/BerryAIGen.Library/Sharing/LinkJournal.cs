using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Sharing;

/// <summary>The links that one run made, each written down as it is made, so that exactly these can be taken away again.</summary>
internal sealed class LinkJournal(string path)
{
    private const string Ending = ".jsonl";

    public string Id => Path.GetFileNameWithoutExtension(path);

    public static LinkJournal Begin(string models, DateTimeOffset now)
    {
        var folder = FolderOf(models);
        Directory.CreateDirectory(folder);
        var stamp = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return new LinkJournal(
            Enumerable
                .Range(1, int.MaxValue)
                .Select(number => Path.Combine(folder, $"{stamp}-{number:000}{Ending}"))
                .First(name => !File.Exists(name))
        );
    }

    /// <summary>The run by its name, else the last one that is not undone; null when there is none.</summary>
    public static LinkJournal? Find(string models, string? id) =>
        All(models).LastOrDefault(journal => id is null ? !journal.IsUndone : journal.Id == id);

    /// <summary>Every run, the oldest first.</summary>
    public static IEnumerable<LinkJournal> All(string models) =>
        Directory.Exists(FolderOf(models))
            ? Directory
                .EnumerateFiles(FolderOf(models), "*" + Ending)
                .Order(StringComparer.Ordinal)
                .Select(name => new LinkJournal(name))
            : [];

    public bool IsUndone => Rows().Any(row => row["undone"] is not null);

    public void Add(FileLink link)
    {
        var stat = FileStat.Find(link.Target);
        Append(
            new JsonObject
            {
                ["source"] = link.Source,
                ["target"] = link.Target,
                ["how"] = link.How.ToString(),
                ["size"] = stat?.Stamp.SizeBytes,
                ["changed"] = stat?.Stamp.Modified.UtcTicks,
                ["companion_of"] = link.CompanionOf,
            }
        );
    }

    public void MarkUndone() => Append(new JsonObject { ["undone"] = true });

    /// <summary>The links as they were made, with what tells a shared copy from another file.</summary>
    public IEnumerable<(FileLink Link, long? Size, long? Changed)> Links() =>
        Rows()
            .Where(row => row["target"] is not null)
            .Select(row =>
                (
                    new FileLink(
                        Text(row, "source"),
                        Text(row, "target"),
                        LinkState.Linked,
                        Enum.TryParse<LinkHow>(Text(row, "how"), out var how) ? how : LinkHow.Auto,
                        Reason: null
                    )
                    {
                        CompanionOf = Text(row, "companion_of") is { Length: > 0 } model ? model : null,
                    },
                    Number(row, "size"),
                    Number(row, "changed")
                )
            );

    private static string FolderOf(string models) => Path.Combine(models, RecordRoot.FolderName, "links");

    private static string Text(JsonObject row, string name) =>
        row[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static long? Number(JsonObject row, string name) =>
        row[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    private IEnumerable<JsonObject> Rows() => File.ReadAllLines(path).Select(TryParse).OfType<JsonObject>();

    // The last line may be cut off by a crash.
    private static JsonNode? TryParse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Append(JsonObject row)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(row.ToJsonString() + "\n"));
        file.Flush(flushToDisk: true);
    }
}
