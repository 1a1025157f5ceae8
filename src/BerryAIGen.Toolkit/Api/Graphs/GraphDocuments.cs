using System.Text.Json;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Graphs;

namespace BerryAIGen.Toolkit.Api.Graphs;

/// <summary>The models of a workflow.</summary>
/// <param name="Models">What its nodes need that run.</param>
/// <param name="Inactive">What only muted, bypassed or switched-off places name.</param>
/// <param name="Links">Addresses of models in its notes.</param>
/// <param name="Sources">Who was asked for what is missing.</param>
/// <param name="Note">What to know of the whole.</param>
internal sealed record GraphDocument(
    IReadOnlyList<GraphModelDocument> Models,
    IReadOnlyList<GraphModelDocument> Inactive,
    IReadOnlyList<string> Links,
    IReadOnlyList<GraphSourceDocument> Sources,
    string? Note
)
{
    public static GraphDocument Of(GraphReport report) =>
        new(
            [.. report.Models.Select(GraphModelDocument.Of)],
            [.. report.Inactive.Select(GraphModelDocument.Of)],
            [.. report.Links.Select(link => link.AbsoluteUri)],
            [
                .. report.Sources.Select(one => new GraphSourceDocument(
                    one.Source,
                    one.Count,
                    one.Error is { } error ? ErrorDocument.From(error).Error : null
                )),
            ],
            report.Note
        );
}

/// <summary>A model file that a workflow names.</summary>
/// <param name="Name">As the workflow has it, with <c>/</c> between folders.</param>
/// <param name="State"><c>present</c>, <c>missing</c> or <c>unknown</c>.</param>
/// <param name="NodeIds">The nodes that name it.</param>
/// <param name="Candidates">Where it may be had, the surest first.</param>
internal sealed record GraphModelDocument(
    string Name,
    string State,
    IReadOnlyList<string> NodeIds,
    IReadOnlyList<ModelCandidateDocument> Candidates
)
{
    /// <summary>The kind of folder that the node looks in.</summary>
    public string? Folder { get; init; }

    /// <summary>Why it is this folder.</summary>
    public string? FolderReason { get; init; }

    /// <summary>The type of the first node that names it.</summary>
    public string? NodeType { get; init; }

    /// <summary>The file, when it is present.</summary>
    public string? Path { get; init; }

    /// <summary>What to know of it.</summary>
    public string? Note { get; init; }

    public static GraphModelDocument Of(GraphModel model) =>
        new(
            model.Name,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(model.State.ToString()),
            model.NodeIds,
            [.. model.Candidates.Select(ModelCandidateDocument.Of)]
        )
        {
            Folder = model.Folder,
            FolderReason = model.FolderReason,
            NodeType = model.NodeType,
            Path = model.Path,
            Note = model.Note,
        };
}

/// <param name="Source">Its name.</param>
/// <param name="Count">How many candidates it gave.</param>
/// <param name="Error">Why it gave none; absent when it answered.</param>
internal sealed record GraphSourceDocument(string Source, int Count, ErrorBody? Error);

/// <summary>What was begun for a workflow.</summary>
/// <param name="Items">One for each missing model; none when all are here.</param>
internal sealed record GraphInstallDocument(IReadOnlyList<GraphInstallItem> Items);

/// <summary>What was begun for one missing model.</summary>
/// <param name="Name">As the workflow has it.</param>
/// <param name="Download">Its download; absent when there is none.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="Note">What was not found before; absent when the surest candidate was.</param>
internal sealed record GraphInstallItem(string Name, DownloadTask? Download, ErrorBody? Error, string? Note);
