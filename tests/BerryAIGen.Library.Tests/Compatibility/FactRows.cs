using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Compatibility;

/// <summary>Numbers that others measured or published, as rows of <c>Data/*.json</c>.</summary>
internal static class FactRows
{
    public static JsonObject[] Read(string file, string list) =>
        [.. JsonNode.Parse(File.ReadAllText(PathOf(file)))![list]!.AsArray().Select(row => row!.AsObject())];

    public static AttentionShape Shape(JsonObject row)
    {
        var key = Number(row, "key");
        return new AttentionShape
        {
            Layers = Number(row, "layers"),
            KeyValueHeads = [Number(row, "kv_heads")],
            KeyLength = key,
            ValueLength = row.ContainsKey("value") ? Number(row, "value") : key,
            Embedding = row.ContainsKey("embedding") ? Number(row, "embedding") : 0,
            Vocabulary = row.ContainsKey("vocabulary") ? Number(row, "vocabulary") : 0,
            Heads = row.ContainsKey("heads") ? Number(row, "heads") : 0,
            SlidingWindow = row["window"]?.GetValue<int>(),
            FullAttentionLayers = row["full"]?.GetValue<int>(),
        };
    }

    public static int Number(JsonObject row, string name) => row[name]!.GetValue<int>();

    public static long Bytes(JsonObject row, string name) => row[name]!.GetValue<long>();

    public static double Real(JsonObject row, string name) => row[name]!.GetValue<double>();

    public static string Describe(JsonObject row) =>
        string.Join(' ', new[] { "name", "model", "provider", "machine", "context" }.Select(name => row[name]));

    private static string PathOf(string file) =>
        Path.Combine(RepositoryRoot.Path, "tests", "BerryAIGen.Library.Tests", "Compatibility", "Data", file);
}
