using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;

namespace BerryAIGen.Database.Models.Exchange;

/// <summary>Gives a model back what a person said of it, with the marks that keep it.</summary>
internal static class RestoredWords
{
    /// <summary>What a person has said here already stays.</summary>
    public static void Restore(ModelRow row, JsonElement? fields)
    {
        if (fields is not { ValueKind: JsonValueKind.Object } all)
            return;
        var said = JsonNode.Parse(row.UserFields) as JsonObject ?? [];
        var count = said.Count;
        if (Text(all, "name", said) is { } name)
            said["name"] = row.Name = name;
        if (Text(all, "description", said) is { } description)
            said["description"] = row.Description = description;
        if (!said.ContainsKey("trained_words") && Words(all) is { Length: > 0 } words)
        {
            said["trained_words"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]);
            row.TrainedWords = RowDescription.Json(words);
        }

        if (said.Count > count)
            row.UserFields = said.ToJsonString();
    }

    private static string? Text(JsonElement fields, string name, JsonObject said) =>
        !said.ContainsKey(name)
        && fields.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : null;

    private static string[] Words(JsonElement fields) =>
        fields.TryGetProperty("trained_words", out var list) && list.ValueKind == JsonValueKind.Array
            ?
            [
                .. list.EnumerateArray()
                    .Where(word => word.ValueKind == JsonValueKind.String)
                    .Select(word => word.GetString()!.Trim())
                    .Where(word => word.Length > 0)
                    .Distinct(),
            ]
            : [];
}
