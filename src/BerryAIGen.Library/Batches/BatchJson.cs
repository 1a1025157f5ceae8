using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Batches;

/// <summary>The JSON form: <c>{"downloads": […], "settings": {"civitai_api_key": …}}</c>; a bare list is one of downloads.</summary>
internal static class BatchJson
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        CommentHandling = JsonCommentHandling.Skip,
    };

    // Only its models are named by numbers.
    private const string IdSource = "civitai";

    private static readonly string[] Endings = ["model_id", "version_id", "url", "reference"];

    public static BatchFile Read(string text, string path)
    {
        var root = JsonNode.Parse(text, nodeOptions: null, Lenient);
        var downloads =
            root as JsonArray
            ?? (root as JsonObject)?["downloads"] as JsonArray
            ?? throw new LibraryException(
                FailureCode.Usage,
                $"The batch file {path} has no list \"downloads\"; civitai_models_config.json shows the form."
            );
        var key = ((root as JsonObject)?["settings"] as JsonObject)?["civitai_api_key"];
        return new BatchFile(
            [.. downloads.Select((entry, index) => Read(entry, index + 1))],
            Secret.From(key is JsonValue ? key.ToString() : null, $"civitai_api_key in {path}")
        );
    }

    private static BatchEntry Read(JsonNode? node, int number)
    {
        var place = $"download {number}";
        if (node is JsonValue value)
            return Named(place, value.ToString());
        if (node is not JsonObject entry)
            return Broken(place, "it is not an object");
        if (Text(entry, "name") is { } name)
            place = $"{place} ({name})";
        return ReadObject(entry, place);
    }

    private static BatchEntry ReadObject(JsonObject entry, string place)
    {
        var reference = Text(entry, "url") ?? Text(entry, "reference");
        if (reference is null)
        {
            var (model, version) = (Text(entry, "model_id"), Text(entry, "version_id"));
            if (Text(entry, "source") is { } source && !source.Equals(IdSource, StringComparison.OrdinalIgnoreCase))
                return Broken(
                    place,
                    $"ids are {IdSource}'s, and its source is \"{source}\"; give its address as \"url\""
                );
            if (model is null && version is null)
                return Broken(place, $"it names nothing to download; give one of {string.Join(", ", Endings)}");
            reference =
                model is null ? $"version:{version}"
                : version is null ? $"model:{model}"
                : $"{model}@{version}";
        }

        var named = Named(place, reference);
        if (Text(entry, "file_id") is { } file && !int.TryParse(file, out _))
            return Broken(place, $"file_id \"{file}\" is not a number");
        return named with
        {
            ModelType = Text(entry, "model_type"),
            FileName = Text(entry, "filename") ?? Text(entry, "file_name"),
            FileId = int.TryParse(Text(entry, "file_id"), out var id) ? id : null,
        };
    }

    private static BatchEntry Named(string place, string text)
    {
        var reference = ReferenceParser.Parse(text);
        return reference.Kind == ReferenceKind.Invalid
            ? Broken(place, reference.Reason!.TrimEnd('.'))
            : new BatchEntry { Place = place, Reference = text };
    }

    // Ids are written as numbers and as texts; both are meant.
    private static string? Text(JsonObject entry, string name) =>
        entry[name] is JsonValue value && !string.IsNullOrWhiteSpace(value.ToString()) ? value.ToString().Trim() : null;

    private static BatchEntry Broken(string place, string why) =>
        new() { Place = place, Failure = new Failure(FailureCode.Usage, $"The entry \"{place}\" is left out: {why}.") };
}
