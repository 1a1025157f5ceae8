using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Presets;

/// <summary>Whether some form of an ecosystem takes what a preset is to hold.</summary>
internal static class PresetValues
{
    private static readonly string[] Choosing = ["model", "baseModel"];

    /// <exception cref="GenerationException">No form takes one of the values; the message names every one.</exception>
    public static void Require(GenerationCatalogue catalogue, EcosystemDefinition ecosystem, JsonObject values)
    {
        Dictionary<string, GenerationException> refused = [];
        HashSet<string> taken = [];
        foreach (var form in ecosystem.Forms.Where(form => form.Workflows.Count > 0))
        {
            foreach (var (key, problem) in Ask(catalogue, ecosystem, form, values))
            {
                if (problem is null)
                    taken.Add(key);
                else
                    refused.TryAdd(key, problem);
            }
        }

        GenerationException[] wrong = [.. refused.Where(row => !taken.Contains(row.Key)).Select(row => row.Value)];
        if (wrong.Length > 0)
            throw GenerationException.Of(wrong);
    }

    // The fields of the preset that the form shows, with what it says of them.
    private static IEnumerable<(string Key, GenerationException? Problem)> Ask(
        GenerationCatalogue catalogue,
        EcosystemDefinition ecosystem,
        FormDefinition form,
        JsonObject values
    )
    {
        var filled = values.DeepClone().AsObject();
        filled["workflow"] = form.Workflows[0];
        filled["ecosystem"] = ecosystem.Key;
        if (form.Versions.Count > 0)
            filled["model"] ??= form.Versions[0];
        try
        {
            return
            [
                .. FormEvaluation
                    .Of(catalogue, new FormRequest(filled))
                    .Fields.Where(field => values.ContainsKey(field.Key))
                    .Select(field => (field.Key, Problem(field))),
                // What chooses the form is no field of it.
                .. Choosing.Where(values.ContainsKey).Select(key => (key, (GenerationException?)null)),
            ];
        }
        catch (GenerationException wrong)
        {
            return
            [
                .. values
                    .Select(row => row.Key)
                    .Where(key => wrong.Failure.Details.ContainsKey(key))
                    .Select(key => (key, (GenerationException?)new(wrong.Failure.Code, key, Message(wrong, key)))),
            ];
        }
    }

    private static GenerationException? Problem(FormField field) =>
        field.Problem is { } text ? new(Library.FailureCode.Usage, field.Key, text) : null;

    private static string Message(GenerationException wrong, string key) =>
        wrong.Failure.Details.GetValueOrDefault(key, wrong.Message);
}
