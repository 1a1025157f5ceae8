using System.Text.Json;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>The fields of a form that change something.</summary>
internal static class FormUses
{
    public static HashSet<string> Of(
        GenerationCatalogue catalogue,
        FormChoice choice,
        EngineDefinition engine,
        IEnumerable<JsonElement> sends,
        IReadOnlyList<string> shown
    )
    {
        JsonElement[] all = [.. sends];
        HashSet<string> used = [.. all.SelectMany(Expressions.FieldsOf)];
        foreach (var graph in all.SelectMany(written => Expressions.NamesOf(written, "graph")))
        {
            if (!catalogue.Graphs.TryGetValue(graph, out var definition))
                continue;
            used.UnionWith(
                definition.Nodes.Values.SelectMany(node => node.Inputs.Values).SelectMany(Expressions.FieldsOf)
            );
            // Every graph stands on checkpoint, add-ons and VAE.
            used.UnionWith(["resources", "vae"]);
        }

        foreach (var step in engine.Before.Concat(engine.After))
        {
            used.UnionWith(step.Input.Values.SelectMany(Expressions.FieldsOf));
            used.UnionWith(step.When?.Keys ?? []);
        }

        if (engine.Each is { } entries)
            used.Add(entries);
        foreach (var settings in shown.Select(choice.SettingsOf))
        {
            used.UnionWith(settings.SizesBy?.Keys ?? []);
            used.UnionWith(settings.When?.Keys ?? []);
            if (settings.Follows is { } pictures)
                used.Add(pictures);
        }

        used.UnionWith(choice.Form.EcosystemBy?.Keys ?? []);
        return used;
    }
}
