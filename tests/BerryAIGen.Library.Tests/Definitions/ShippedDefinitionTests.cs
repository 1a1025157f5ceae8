using System.Text.Json;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Definitions;

/// <summary>Whatever lies in <c>definitions/</c> names its schema and keeps it.</summary>
public sealed class ShippedDefinitionTests
{
    private const string Ending = ".schema.json";
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "definitions");
    private static readonly string Schemas = Path.Combine(Folder, "schemas");

    [Fact]
    public void Every_shipped_file_keeps_the_schema_that_it_names()
    {
        List<string> wrong = [];
        foreach (var path in Files())
        {
            var document = DefinitionSchema.Read(path);
            var schema = SchemaOf(path, document);
            wrong.AddRange(
                schema is null
                    ? [$"{path} names no schema that there is"]
                    : new DefinitionSchema(schema).Check(document).Select(what => $"{path}: {what}")
            );
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_schema_is_one_of_shipped_files() =>
        Directory
            .EnumerateFiles(Schemas, "*" + Ending)
            .Select(path => Path.GetFileName(path)[..^Ending.Length])
            .Except(Files().Select(path => SchemaOf(path, DefinitionSchema.Read(path))))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "schemaVersion": 1 }""", "id")]
    [InlineData("""{ "schemaVersion": 2, "id": "x" }""", "schemaVersion")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "alowed": {} }""", "alowed")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "allowed": { "a": ["*"] } }""", "allowed.a[0]")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "watched": { "a": ["b c"] } }""", "watched.a[0]")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "allowed": { "a": "b" } }""", "allowed.a")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "allowed": { "a": [] } }""", "allowed.a")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "aliases": { "a": ["b"] } }""", "aliases.a")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "dangerous": [{ "globals": {} }] }""", "why")]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "dangerous": [{ "why": "y", "globals": { "a": [1] } }] }""",
        "globals.a[0]"
    )]
    public void A_broken_list_of_names_does_not_keep_its_schema(string text, string place)
    {
        using var document = JsonDocument.Parse(text);

        new DefinitionSchema("pickle-globals")
            .Check(document.RootElement)
            .ShouldContain(wrong => wrong.Contains(place));
    }

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(Ending, StringComparison.Ordinal));

    private static string? SchemaOf(string path, JsonElement document) =>
        document.TryGetProperty("$schema", out var named)
        && Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, named.GetString()!)) is var schema
        && File.Exists(schema)
        && Path.GetDirectoryName(schema) == Schemas
            ? Path.GetFileName(schema)[..^Ending.Length]
            : null;
}
