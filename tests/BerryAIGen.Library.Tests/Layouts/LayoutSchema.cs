using System.Text.Json;
using System.Text.RegularExpressions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Layouts;

/// <summary>Checks a document against <c>layout.schema.json</c>: the words of JSON Schema that this schema uses.</summary>
internal static class LayoutSchema
{
    private static readonly JsonElement Root = Read(
        Path.Combine(RepositoryRoot.Path, "definitions", "schemas", "layout.schema.json")
    );

    /// <summary>What is wrong with it, each with its place.</summary>
    internal static IReadOnlyList<string> Check(JsonElement document) => [.. Check(document, Root, "$")];

    internal static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    private static IEnumerable<string> Check(JsonElement value, JsonElement schema, string place) =>
        schema.EnumerateObject().SelectMany(rule => Check(value, schema, rule, place));

    private static IEnumerable<string> Check(JsonElement value, JsonElement schema, JsonProperty rule, string place) =>
        rule.Name switch
        {
            "$schema" or "$defs" or "title" or "description" => [],
            "$ref" => Check(value, Definition(rule.Value.GetString()!), place),
            "type" => TypeOf(value) == rule.Value.GetString() ? [] : [$"{place} is no {rule.Value}"],
            "const" => JsonElement.DeepEquals(value, rule.Value) ? [] : [$"{place} is not {rule.Value}"],
            "pattern" => Regex.IsMatch(value.GetString()!, rule.Value.GetString()!)
                ? []
                : [$"{place} has another form"],
            "minItems" => value.GetArrayLength() >= rule.Value.GetInt32() ? [] : [$"{place} is too short"],
            "items" => value.EnumerateArray().SelectMany((item, index) => Check(item, rule.Value, $"{place}[{index}]")),
            "required" => rule
                .Value.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                .Select(name => $"{place} lacks {name}"),
            "properties" => rule
                .Value.EnumerateObject()
                .Where(member => value.TryGetProperty(member.Name, out _))
                .SelectMany(member => Check(value.GetProperty(member.Name), member.Value, $"{place}.{member.Name}")),
            "additionalProperties" => value
                .EnumerateObject()
                .Where(member => !schema.GetProperty("properties").TryGetProperty(member.Name, out _))
                .Select(member => $"{place} has the unknown member {member.Name}"),
            _ => throw new NotSupportedException($"This check does not know the word {rule.Name}."),
        };

    private static JsonElement Definition(string reference) =>
        Root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static string TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };
}
