using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>
/// Values that the editor's owner gave a name at one place and gets by it at another. Only the editor knows such nodes: a graph
/// that ran has plain links instead.
/// </summary>
internal sealed class ComfyNames
{
    private static readonly string[] Setters = ["SetNode", "easy setNode"];
    private static readonly string[] Getters = ["GetNode", "easy getNode"];
    private static readonly string[] Prefixes = ["Set_", "Get_"];

    private readonly Dictionary<(string Scope, string Name), GraphNode> _set = [];

    internal ComfyNames(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.IsActive && Setters.Contains(node.Type)))
        {
            if (NameOf(node) is { } name)
            {
                _set.TryAdd((Outer(node.Id), name), node);
            }
        }
    }

    internal static bool IsGetter(GraphNode node) => Getters.Contains(node.Type);

    /// <summary>The node that set what another gets: in its own graph, else in those around it. Null when there is none.</summary>
    internal GraphNode? FindSetter(GraphNode getter)
    {
        if (NameOf(getter) is not { } name)
        {
            return null;
        }

        for (var scope = Outer(getter.Id); ; scope = Outer(scope))
        {
            if (_set.TryGetValue((scope, name), out var setter))
            {
                return setter;
            }

            if (scope.Length == 0)
            {
                return null;
            }
        }
    }

    // The ids of nodes inside begin with those of the subgraphs around them: 93:12.
    private static string Outer(string id) => id[..Math.Max(id.LastIndexOf(':'), 0)];

    private static string? NameOf(GraphNode node) =>
        node.Widgets is [var first, ..] && RecipeJson.AsText(first) is { Length: > 0 } name
            ? name
            : Prefixes
                .Where(prefix => node.Title?.StartsWith(prefix, StringComparison.Ordinal) ?? false)
                .Select(prefix => node.Title![prefix.Length..])
                .FirstOrDefault(title => title.Length > 0);
}
