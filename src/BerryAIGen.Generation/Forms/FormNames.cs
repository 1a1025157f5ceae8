using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Forms;

/// <summary>Names that forms have beside their fields, and older ones for the same.</summary>
internal static class FormNames
{
    private static readonly HashSet<string> Choices =
    [
        "workflow",
        "ecosystem",
        "model",
        "baseModel",
        "input",
        "output",
        "triggerWords",
        "snippets",
    ];

    /// <summary>Whether a name chooses the form, instead of being one of its fields.</summary>
    public static bool IsChoice(string key) => Choices.Contains(key);

    /// <summary>The values with today's names.</summary>
    /// <returns>A copy where a name was an old one; else the same.</returns>
    public static JsonObject Fold(JsonObject values)
    {
        // One picture, before there were lists of them.
        if (values["sourceImage"] is not { } single || values["images"] is JsonArray { Count: > 0 })
            return values;
        var folded = values.DeepClone().AsObject();
        folded.Remove("sourceImage");
        folded["images"] = new JsonArray(single.DeepClone());
        return folded;
    }
}
