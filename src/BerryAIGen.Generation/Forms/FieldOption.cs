using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Forms;

/// <summary>Something that can be chosen.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What a person reads.</param>
internal sealed record FieldOption(JsonNode Value, string Label)
{
    /// <param name="written">The value itself, or <c>{ value, label }</c>.</param>
    public static FieldOption From(JsonElement written) =>
        written.ValueKind == JsonValueKind.Object
            ? new(Node(written.GetProperty("value"))!, written.GetProperty("label").GetString()!)
            : new(Node(written)!, written.ToString());

    /// <summary>A copy that may be put into another document; null for none.</summary>
    public static JsonNode? Node(JsonElement? written) =>
        written is not { } value
            ? null
            : value.ValueKind switch
            {
                JsonValueKind.Object => JsonObject.Create(value.Clone()),
                JsonValueKind.Array => JsonArray.Create(value.Clone()),
                JsonValueKind.Null or JsonValueKind.Undefined => null,
                _ => JsonValue.Create(value.Clone()),
            };
}
