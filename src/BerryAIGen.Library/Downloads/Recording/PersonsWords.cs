using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>
/// Knows which words of a sidecar a person changed: beside them stands a digest of what the source had said. A word that
/// does not fit its digest is a person's, and a refresh leaves it.
/// </summary>
internal static class PersonsWords
{
    private const string Member = "as_fetched";
    private const int Digits = 8;

    // What a person may know better than the source; sizes, hashes and ids are facts.
    private static readonly string[] Names =
    [
        "model_name",
        "version_name",
        "model_type",
        "file_type",
        "base_model",
        "format",
        "precision",
        "creator",
        "tags",
        "trigger_words",
    ];

    /// <summary>Puts the person's words back into what was merged, and writes down what the source said.</summary>
    /// <param name="merged">The record as it is to be written.</param>
    /// <param name="older">The record as it was; null when there was none.</param>
    /// <param name="newer">What the source says now.</param>
    public static void Keep(JsonObject merged, JsonObject? older, JsonObject newer)
    {
        var said = newer.Where(member => member.Value is not null && Names.Contains(member.Key)).ToArray();
        if (said.Length == 0)
            return;
        var fetched = older?[Member]?.DeepClone() as JsonObject ?? [];
        foreach (var (name, value) in said)
        {
            if (older?[name] is { } known && (IsChanged(known, fetched[name]) || IsWorse(known, value!)))
                merged[name] = known.DeepClone();
            fetched[name] = DigestOf(value!);
        }

        merged[Member] = fetched;
    }

    private static bool IsChanged(JsonNode known, JsonNode? digest) =>
        digest is not null && digest.ToString() != DigestOf(known);

    private static bool IsWorse(JsonNode known, JsonNode value) =>
        known is JsonArray { Count: > 0 } && value is JsonArray { Count: 0 };

    private static string DigestOf(JsonNode value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value.ToJsonString())))[..Digits];
}
