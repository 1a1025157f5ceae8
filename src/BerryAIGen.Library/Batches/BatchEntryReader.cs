using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Batches;

/// <summary>Reads one entry of a JSON or YAML batch.</summary>
internal static class BatchEntryReader
{
    // Only its models are named by numbers.
    private const string IdSource = "civitai";

    private static readonly string[] Endings = ["model_id", "version_id", "url", "reference", "include"];

    /// <summary>The entry, or those of the list it names.</summary>
    public static IReadOnlyList<BatchEntry> Read(JsonObject entry, string place, string path, BatchReading reading)
    {
        var members = new BatchMembers(entry, path);
        // For people; the name is for messages as well.
        if (members.Text("name", "description", "comment", "notes") is not null && entry["name"] is JsonValue name)
            place = $"{place} ({name.ToString().Trim()})";
        if (members.Place("include") is { } nested)
            return members.Problem is { } problem
                ? [Broken(place, problem)]
                : BatchFile.ReadNested(nested, place, reading);
        return [ReadOne(members, place)];
    }

    /// <summary>An entry that is a reference and nothing else.</summary>
    public static BatchEntry Named(string place, string text)
    {
        var reference = ReferenceParser.Parse(text);
        return reference.Kind == ReferenceKind.Invalid
            ? Broken(place, reference.Reason!.TrimEnd('.'))
            : new BatchEntry { Place = place, Reference = text };
    }

    public static BatchEntry Broken(string place, string why) =>
        BatchEntry.Broken(place, $"The entry \"{place}\" is left out: {why}.");

    private static BatchEntry ReadOne(BatchMembers members, string place)
    {
        var reference = members.OneOf("reference", "url");
        var (model, version) = (members.Text("model_id"), members.Text("version_id"));
        var source = members.Text("source");
        if (reference is null && source is not null && !source.Equals(IdSource, StringComparison.OrdinalIgnoreCase))
            return Broken(place, $"ids are {IdSource}'s, and its source is \"{source}\"; give its address as \"url\"");
        reference ??= (model, version) switch
        {
            (null, null) => null,
            (null, _) => $"version:{version}",
            (_, null) => $"model:{model}",
            _ => $"{model}@{version}",
        };
        if (reference is null)
            return Broken(place, $"it names nothing to download; give one of {string.Join(", ", Endings)}");
        if (IsOther(reference, model, version))
            return Broken(place, $"{reference} and its ids are not the same; leave one of them out");
        var target = TargetOf(members);
        var choice = ChoiceOf(members);
        var sha256 = HashOf(members);
        var archives = ArchiveWords.Find(members.Word("archives", [.. ArchiveWords.All]));
        return members.Problem is { } problem
            ? Broken(place, problem)
            : Named(place, reference) with
            {
                Target = target,
                Choice = choice,
                Sha256 = sha256,
                Archives = archives,
            };
    }

    // Another id than the reference's own is a contradiction; ids beside a reference that names none of them would be
    // dropped without a word.
    private static bool IsOther(string reference, string? model, string? version)
    {
        var named = ReferenceParser.Parse(reference);
        (string? Given, int? Named)[] ids = [(model, named.ModelId), (version, named.VersionId)];
        var given = ids.Where(id => id.Given is not null).ToArray();
        return given.Any(id => id.Named is { } known && id.Given != $"{known}")
            || (given.Length > 0 && given.All(id => id.Named is null));
    }

    private static DownloadTarget TargetOf(BatchMembers members)
    {
        var target = new DownloadTarget
        {
            Folder = members.Place("to"),
            Root = members.Place("root"),
            Layout = members.Text("layout"),
            ModelType = members.Text("model_type"),
            Template = members.Text("template"),
            FileName = members.OneOf("filename", "file_name"),
        };
        if (target is { Folder: not null, Root: not null })
            members.Reject("\"to\" and \"root\" both name a place; leave one out");
        return target;
    }

    private static FileChoice ChoiceOf(BatchMembers members) =>
        new()
        {
            FileId = members.Number("file_id"),
            Name = members.Text("file"),
            Type = members.Text("type"),
            Format = members.Text("format"),
            Size = members.Text("size"),
            Precision = members.Text("precision"),
            Variant = members.Text("variant"),
            Quantization = members.Text("quantization"),
            All = members.Flag("all") ?? false,
        };

    private static string? HashOf(BatchMembers members)
    {
        if (members.Text("sha256") is not { } text)
            return null;
        if (text.Length == 64 && text.All(char.IsAsciiHexDigit))
            return text.ToLowerInvariant();
        members.Reject($"sha256 \"{text}\" is not one: 64 hex digits are expected");
        return null;
    }
}
