using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Generations;

/// <summary>Tells whether two forms are the same as they were sent; the order of their members does not count.</summary>
internal static class FormHash
{
    public static string Of(JsonObject form) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(form)?.ToJsonString() ?? "")));

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members
                    .OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
