using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Batches;

/// <summary>Reads JSON that people write by hand: remarks and a last comma are fine, a name that comes twice is not.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="JsonException">It is no JSON; the message says where.</exception>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, nodeOptions: null, Lenient);
}
