using System.Text.Json;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Cli.Output;

/// <summary>The models of a workflow.</summary>
internal sealed record GraphDocument(IReadOnlyList<GraphModelRow> Models, IReadOnlyList<GraphModelRow> Inactive)
{
    /// <summary>Addresses of models in its notes.</summary>
    public required IReadOnlyList<string> Links { get; init; }

    /// <summary>Who was asked for what is missing.</summary>
    public required IReadOnlyList<GraphSourceRow> Sources { get; init; }

    public string? Note { get; init; }

    public static GraphDocument From(GraphReport report) =>
        new([.. report.Models.Select(GraphModelRow.From)], [.. report.Inactive.Select(GraphModelRow.From)])
        {
            Links = [.. report.Links.Select(link => link.AbsoluteUri)],
            Sources = [.. report.Sources.Select(GraphSourceRow.From)],
            Note = report.Note,
        };
}

/// <summary>One file that a workflow names.</summary>
internal sealed record GraphModelRow(
    string Name,
    string? Folder,
    string? NodeType,
    string State,
    IReadOnlyList<ModelCandidateRow> Candidates
)
{
    public string? FolderReason { get; init; }

    public required IReadOnlyList<string> NodeIds { get; init; }

    public string? Path { get; init; }

    public string? Note { get; init; }

    public static GraphModelRow From(GraphModel model) =>
        new(
            model.Name,
            model.Folder,
            model.NodeType,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(model.State.ToString()),
            [.. model.Candidates.Select(ModelCandidateRow.From)]
        )
        {
            FolderReason = model.FolderReason,
            NodeIds = model.NodeIds,
            Path = model.Path,
            Note = model.Note,
        };
}

/// <summary>Somebody who was asked.</summary>
internal sealed record GraphSourceRow(string Source, int Candidates, ErrorBody? Error)
{
    public static GraphSourceRow From(SearchedSource source) =>
        new(source.Source, source.Count, source.Error is { } failure ? ErrorDocument.From(failure).Error : null);
}
