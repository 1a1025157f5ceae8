using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Graphs;

/// <summary>The models of a workflow.</summary>
/// <param name="Models">What its nodes need that run.</param>
/// <param name="Inactive">What only muted, bypassed or switched-off places name.</param>
public sealed record GraphReport(IReadOnlyList<GraphModel> Models, IReadOnlyList<GraphModel> Inactive)
{
    /// <summary>Addresses of models in the workflow's notes, in their order.</summary>
    public IReadOnlyList<Uri> Links { get; init; } = [];

    /// <summary>Who was asked for what is missing, how many candidates each had, and why one had none.</summary>
    public IReadOnlyList<SearchedSource> Sources { get; init; } = [];

    /// <summary>What a person should know of the whole; null for nothing.</summary>
    public string? Note { get; init; }
}
