using BerryAIGen.IO.Graphs;
using BerryAIGen.Library.Graphs.Nodes;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>The files that a graph names, each once for a folder; asks nobody.</summary>
internal static class NamedModels
{
    /// <summary>In the order of the nodes; what only a list of the workflow names comes last.</summary>
    public static IReadOnlyList<NamedModel> Of(NodePacks packs, Graph graph)
    {
        List<Mention> mentions = [];
        List<(DeclaredModel Model, GraphNode? Node)> declared = [];
        var linked = new LinkedTexts(graph, packs.IsModelFile);
        foreach (var node in graph.Nodes)
        {
            var own = NodeMentions.Of(packs, linked, node);
            mentions.AddRange(own);
            var chosen = own.Select(mention => FileName(mention.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            // A row that the node does not choose is a left-over of another choice.
            declared.AddRange(
                DeclaredModel
                    .ReadAll(node.Properties)
                    .Where(row => own.Count == 0 || chosen.Contains(FileName(row.Name)))
                    .Select(row => (row, (GraphNode?)node))
            );
        }

        declared.AddRange(DeclaredModel.ReadAll(graph.Members).Select(row => (row, (GraphNode?)null)));
        var byName = declared.ToLookup(row => FileName(row.Model.Name), StringComparer.OrdinalIgnoreCase);
        var models = Merge(mentions)
            .Select(model => WithDeclared(model, RowsOf(model, [.. byName[model.FileName].Select(row => row.Model)])))
            .ToList();
        var named = models.Select(model => model.FileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        models.AddRange(byName.Where(rows => !named.Contains(rows.Key)).Select(rows => Only([.. rows])));
        return models;
    }

    private static IEnumerable<NamedModel> Merge(List<Mention> mentions) =>
        mentions.GroupBy(mention => mention.Name, StringComparer.Ordinal).SelectMany(same => MergeSame([.. same]));

    // What is only guessed is another view of what is known.
    private static IEnumerable<NamedModel> MergeSame(List<Mention> same)
    {
        var surest = same.Max(mention => mention.Certainty);
        var byFolder = same.Where(mention => mention.Certainty == surest).GroupBy(mention => mention.Folder).ToList();
        foreach (var group in byFolder)
        {
            var all = byFolder.Count == 1 ? same : [.. group];
            var shown = group.FirstOrDefault(mention => mention.IsActive) ?? group.First();
            yield return new NamedModel(shown.Name)
            {
                Folder = shown.Folder,
                Certainty = shown.Certainty,
                FolderReason = shown.Reason,
                NodeType = shown.Node.Type,
                NodeIds = [.. group.Concat(all).Select(mention => mention.Node.Id).Distinct()],
                IsActive = all.Any(mention => mention.IsActive),
                IsFetchedByNode = all.All(mention => mention.IsFetchedByNode),
                Note = shown.Note,
            };
        }
    }

    /// <summary>
    /// The rows that mean this file: files of one name lie in several folders, and what is said of one does not hold for the others.
    /// </summary>
    private static List<DeclaredModel> RowsOf(NamedModel model, IReadOnlyList<DeclaredModel> rows)
    {
        var same = rows.Where(row => row.Name == model.Name).ToList();
        var fitting =
            same.Count > 0
                ? same
                : [.. rows.Where(row => row.Name == FileName(row.Name) || model.Name == model.FileName)];
        // A folder has old names besides its own, so it tells rows apart and makes none wrong.
        var here = fitting.Where(row => row.Folder?.Replace('\\', '/').Split('/')[0] == model.Folder).ToList();
        return here.Count > 0 ? here : fitting;
    }

    private static NamedModel WithDeclared(NamedModel model, IReadOnlyList<DeclaredModel> rows)
    {
        var told = rows.Select(row => row.Folder).OfType<string>().FirstOrDefault();
        return told is not null && model.Certainty < FolderCertainty.Declared
            ? Told(model, told) with
            {
                Declared = rows,
            }
            : model with
            {
                Declared = rows,
            };
    }

    private static NamedModel Only(IReadOnlyList<(DeclaredModel Model, GraphNode? Node)> rows)
    {
        var model = new NamedModel(rows[0].Model.Name)
        {
            NodeType = rows[0].Node?.Type,
            NodeIds = [.. rows.Select(row => row.Node?.Id).OfType<string>().Distinct()],
            IsActive = rows.Any(row => row.Node?.IsActive ?? true),
        };
        return WithDeclared(model, [.. rows.Select(row => row.Model)]);
    }

    private static NamedModel Told(NamedModel model, string folder) =>
        model with
        {
            Folder = folder.Replace('\\', '/').Split('/')[0],
            Certainty = FolderCertainty.Declared,
            FolderReason = "the workflow says so",
        };

    private static string FileName(string name) => name.Split('/')[^1];
}
