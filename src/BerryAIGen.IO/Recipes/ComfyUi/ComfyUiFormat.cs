using System.Text;
using System.Text.Json;
using BerryAIGen.IO.Graphs;
using BerryAIGen.IO.Recipes.Civitai;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>
/// ComfyUI's <c>prompt</c> (the graph that ran) and <c>workflow</c> (the editor's): PNG texts, tags of videos, EXIF of WebP
/// (<c>prompt:{…}</c> and <c>workflow:{…}</c> in tags meant for a camera's maker and model), or one JSON text with both.
/// </summary>
internal sealed class ComfyUiFormat : IRecipeFormat
{
    private static readonly string[] Names = ["prompt", "workflow"];

    public Recipe? Read(RecipeTexts texts)
    {
        // What ran says more than what was open in the editor.
        var graphs = Names.SelectMany(name => Named(texts, name)).Concat(texts.FreeTexts());
        foreach (var text in graphs)
        {
            if (Parse(text) is { } graph)
            {
                var draft = new RecipeDraft("ComfyUI");
                new ComfyRecipe(ComfyWiring.Straighten(graph)).Fill(draft);
                ExtraMetadata.Apply(graph.Members, draft);
                return draft.Finish();
            }
        }

        return null;
    }

    private static IEnumerable<string> Named(RecipeTexts texts, string name)
    {
        if (texts.Find(name) is { } text)
        {
            yield return text;
        }

        foreach (var other in texts.All)
        {
            if (
                other.Text.Length > name.Length
                && other.Text[name.Length] == ':'
                && other.Text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            )
            {
                yield return other.Text[(name.Length + 1)..];
            }
        }
    }

    private static Graph? Parse(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        var reading = GraphReader.Read(Encoding.UTF8.GetBytes(text));
        if (reading.Graph is { Nodes.Count: > 0 } graph)
        {
            return graph;
        }

        // Savers of videos put both graphs into one text, as texts.
        return
            RecipeJson.ParseObject(text) is { } both
            && Names
                .Select(name => both.Get(name))
                .FirstOrDefault(inner => inner is { ValueKind: JsonValueKind.String })
                is { } inside
            ? Parse((RecipeJson.AsText(inside) ?? ""))
            : null;
    }
}
