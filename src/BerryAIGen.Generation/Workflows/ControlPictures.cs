using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Workflows;

/// <summary>A control picture of a form as an engine takes it.</summary>
/// <param name="Sent">Preprocessor, picture, weight and the part of the steps in which it holds.</param>
/// <param name="Kind">The kind of step that prepares the picture; null when it is taken as it is.</param>
internal sealed record ControlPictures(JsonObject Sent, string? Kind)
{
    /// <exception cref="GenerationException">There is no such preprocessor.</exception>
    public static ControlPictures Of(GenerationCatalogue catalogue, JsonObject entry, string field)
    {
        var word = FormValues.TextOf(entry, "preprocessor") ?? "none";
        var isPrepared = word == "none";
        if (!isPrepared && !catalogue.Preprocessors.ContainsKey(word))
            throw new GenerationException(
                FailureCode.Usage,
                field,
                $"There is no preprocessor \"{word}\"; choose none or one of {string.Join(", ", catalogue.Preprocessors.Keys)}."
            );
        var sent = new JsonObject
        {
            ["preprocessor"] = word,
            ["image"] = (entry["image"] as JsonObject)?["url"]?.DeepClone() ?? entry["image"]?.DeepClone(),
            ["weight"] = entry["weight"]?.DeepClone() ?? 1,
            ["startStep"] = entry["startStep"]?.DeepClone() ?? 0,
            ["endStep"] = entry["endStep"]?.DeepClone() ?? 1,
        };
        return new ControlPictures(sent, isPrepared ? null : catalogue.Preprocessors[word].Kind);
    }
}
