using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Batches;

/// <summary>
/// The form of JSON and YAML batches: <c>{"downloads": […], "settings": {…}}</c>; a bare list is one of downloads, and a
/// model as Civitai describes it is a list of its versions.
/// </summary>
internal static class BatchTree
{
    private const string Downloads = "downloads";
    private const string Settings = "settings";
    private const string Versions = "modelVersions";

    // Beside the two that say something: what people and editors write at the top.
    private static readonly string[] Remarks = ["$schema", "name", "description", "comment", "version"];

    public static BatchFile Read(JsonNode? root, string path, BatchReading reading)
    {
        if (root is JsonObject { Count: > 0 } model && model[Versions] is JsonArray versions)
            return new BatchFile(OfModel(model, versions, reading), BatchSettings.None);
        var list =
            root as JsonArray
            ?? (root as JsonObject)?[Downloads] as JsonArray
            ?? throw new LibraryException(
                FailureCode.Usage,
                $"The batch file {path} has no list \"{Downloads}\"; civitai_models_config.json shows the form."
            );
        var top = root as JsonObject ?? [];
        if (
            top.Select(member => member.Key)
                .FirstOrDefault(name => !Remarks.Append(Downloads).Append(Settings).Contains(name)) is
            { } unknown
        )
            throw new LibraryException(
                FailureCode.Usage,
                $"The batch file {path} has \"{unknown}\" beside \"{Downloads}\" and \"{Settings}\", and nothing obeys it; take it out or correct its name."
            );
        var settings = BatchSettingsReader.Read(top[Settings], path);
        return new BatchFile([.. list.SelectMany((entry, index) => Read(entry, index + 1, path, reading))], settings);
    }

    private static IEnumerable<BatchEntry> Read(JsonNode? node, int number, string path, BatchReading reading)
    {
        var place = $"download {number}";
        reading.Count();
        if (node is JsonValue value)
            return [BatchEntryReader.Named(place, value.ToString())];
        return node is JsonObject entry
            ? BatchEntryReader.Read(entry, place, path, reading)
            : [BatchEntryReader.Broken(place, "it is not an object")];
    }

    private static BatchEntry[] OfModel(JsonObject model, JsonArray versions, BatchReading reading)
    {
        reading.Count(versions.Count);
        var place = $"model {model["id"]} ({model["name"]})";
        return
        [
            .. versions
                .OfType<JsonObject>()
                .Select(version => BatchEntryReader.Named(place, $"{model["id"]}@{version["id"]}")),
        ];
    }
}
