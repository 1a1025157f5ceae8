using System.Text.Json;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library.Samplers;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Whether what runs the step knows every sampler and every noise schedule that a form offers.</summary>
internal static class SamplerCheck
{
    public static IEnumerable<string> Run(
        GenerationCatalogue catalogue,
        FormField field,
        EngineDefinition engine,
        Dictionary<string, JsonElement> sends
    )
    {
        if (field.Key is not ("sampler" or "scheduler"))
            yield break;
        foreach (var (member, written) in sends)
        {
            if (written.ValueKind == JsonValueKind.String && written.ValueEquals($"${field.Key}"))
            {
                // Sent as it is: a word of the step itself.
                foreach (var stranger in field.Options.Where(option => !Knows(engine, member, option)))
                {
                    yield return $"The step does not know \"{stranger.Value}\" as its \"{member}\"; take the option out, or name it among the member's options.";
                }
            }
        }

        foreach (var program in Programs(catalogue, sends).Distinct())
        {
            foreach (var stranger in field.Options.Where(option => WordOf(option, program) is null))
            {
                yield return $"The sampler \"{stranger.Value}\" has no word of {program} in samplers.json; take the option out, or add the word there.";
            }
        }
    }

    private static bool Knows(EngineDefinition engine, string member, FieldOption option)
    {
        var specs = engine
            .Variants.SelectMany(variant => variant.Input)
            .Concat(engine.Input)
            .Where(spec => spec.Key == member && spec.Value.Options is not null)
            .Select(spec => spec.Value.Options!)
            .ToArray();
        return specs.Length == 0
            || specs.Any(options =>
                options.Any(word =>
                    string.Equals(word.ToString(), option.Value.ToString(), StringComparison.OrdinalIgnoreCase)
                )
            );
    }

    private static IEnumerable<string> Programs(GenerationCatalogue catalogue, Dictionary<string, JsonElement> sends) =>
        sends.Values.SelectMany(written =>
            Expressions
                .NamesOf(written, "named")
                .Concat(
                    Expressions
                        .NamesOf(written, "graph")
                        .Select(catalogue.Graphs.GetValueOrDefault)
                        .OfType<GraphDefinition>()
                        .SelectMany(graph => graph.Nodes.Values)
                        .SelectMany(node => node.Inputs.Values)
                        .SelectMany(input => Expressions.NamesOf(input, "named"))
                )
        );

    private static string? WordOf(FieldOption option, string program)
    {
        var names = SamplerNames.Find(option.Value.ToString(), null);
        return program == "civitai" ? names?.Civitai : names?.Comfyui.Sampler;
    }
}
