using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>What a written value takes from elsewhere.</summary>
internal static class Expressions
{
    /// <summary>The fields that it reads.</summary>
    public static IEnumerable<string> FieldsOf(JsonElement written) =>
        written.ValueKind switch
        {
            JsonValueKind.String => written.GetString() is ['$', .. var path] ? [path.Split('.')[0]] : [],
            JsonValueKind.Array => written.EnumerateArray().SelectMany(FieldsOf),
            JsonValueKind.Object => written.EnumerateObject().SelectMany(OfMember),
            _ => [],
        };

    /// <summary>The names that stand in it under a word: graphs under <c>graph</c>.</summary>
    public static IEnumerable<string> NamesOf(JsonElement written, string word) =>
        written.ValueKind switch
        {
            JsonValueKind.Array => written.EnumerateArray().SelectMany(part => NamesOf(part, word)),
            JsonValueKind.Object => written
                .EnumerateObject()
                .SelectMany(member =>
                    member.Name == word && member.Value.ValueKind == JsonValueKind.String
                        ? [member.Value.GetString()!]
                        : NamesOf(member.Value, word)
                ),
            _ => [],
        };

    private static IEnumerable<string> OfMember(JsonProperty member) =>
        member.Name switch
        {
            "from" or "any" => Texts(member.Value).Select(path => path.Split('.')[0]),
            "text" => Places(member.Value),
            _ => FieldsOf(member.Value),
        };

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(text => text.GetString()!)
            : [value.GetString()!];

    // The fields in braces.
    private static IEnumerable<string> Places(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Split('{').Skip(1).Select(part => part.Split('}')[0])
            : FieldsOf(value);
}
