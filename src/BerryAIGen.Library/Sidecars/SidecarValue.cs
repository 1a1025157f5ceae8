using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sidecars;

/// <summary>A fact in the words of an application.</summary>
internal static class SidecarValue
{
    public static JsonNode? Of(SidecarWriting writing, SidecarFacts facts)
    {
        var fact = writing.Fact is { } name ? facts.Find(name) : null;
        return (fact is null ? null : InTheirWords(writing, fact))
            ?? (writing.Otherwise is { } other ? JsonNode.Parse(other.GetRawText()) : null);
    }

    private static JsonNode? InTheirWords(SidecarWriting writing, JsonNode fact)
    {
        if (writing.Join is { } separator && fact is JsonArray list)
            return JsonValue.Create(string.Join(separator, list.Select(item => item?.ToString())));
        if (writing.Words is not { } words)
            return fact.DeepClone();
        var text = fact.ToString();
        var word = words.FirstOrDefault(word => text.StartsWith(word.StartsWith, StringComparison.OrdinalIgnoreCase));
        return word is null ? null : JsonNode.Parse(word.Is.GetRawText());
    }
}
