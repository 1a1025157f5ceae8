using System.Text.Json;
using System.Text.RegularExpressions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Definitions;

/// <summary>Checks a document against a schema of <c>definitions/schemas</c>: the words of JSON Schema that these use.</summary>
internal sealed class DefinitionSchema(string name)
{
    private readonly JsonElement _root = Read(
        Path.Combine(RepositoryRoot.Path, "definitions", "schemas", $"{name}.schema.json")
    );

    /// <summary>What is wrong with it, each with its place.</summary>
    internal IReadOnlyList<string> Check(JsonElement document) => [.. Check(document, _root, "$")];

    internal static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    // After a wrong type the other words make no sense.
    private IEnumerable<string> Check(JsonElement value, JsonElement schema, string place) =>
        schema.TryGetProperty("type", out var type) && TypeOf(value) != type.GetString()
            ? [$"{place} is no {type}"]
            : schema.EnumerateObject().SelectMany(rule => Check(value, schema, rule, place));

    private IEnumerable<string> Check(JsonElement value, JsonElement schema, JsonProperty rule, string place) =>
        rule.Name switch
        {
            "$schema" or "$defs" or "title" or "description" or "type" => [],
            "$ref" => Check(value, Definition(rule.Value.GetString()!), place),
            "anyOf" => rule.Value.EnumerateArray().Any(one => !Check(value, one, place).Any())
                ? []
                : [$"{place} has none of the allowed forms"],
            "enum" => rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(value, one))
                ? []
                : [$"{place} is none of {rule.Value}"],
            "const" => JsonElement.DeepEquals(value, rule.Value) ? [] : [$"{place} is not {rule.Value}"],
            "pattern" => Regex.IsMatch(value.GetString()!, rule.Value.GetString()!)
                ? []
                : [$"{place} has another form"],
            "minimum" => value.GetDouble() >= rule.Value.GetDouble() ? [] : [$"{place} is too small"],
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
                .Where(member =>
                    !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(member.Name, out _)
                )
                .SelectMany(member =>
                    rule.Value.ValueKind == JsonValueKind.False
                        ? [$"{place} has the unknown member {member.Name}"]
                        : Check(member.Value, rule.Value, $"{place}.{member.Name}")
                ),
            _ => throw new NotSupportedException($"This check does not know the word {rule.Name}."),
        };

    private JsonElement Definition(string reference) =>
        _root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static string TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };
}
