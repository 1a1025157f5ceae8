using BerryAIGen.Library.Candidates;

namespace BerryAIGen.Library.Graphs;

/// <summary>Whether a file that a workflow names is here.</summary>
public enum GraphModelState
{
    /// <summary>It lies where the application looks for it.</summary>
    Present,

    Missing,

    /// <summary>Nobody can say: no place for models is named, or the node fetches its files itself.</summary>
    Unknown,
}

/// <summary>A model file that a workflow names.</summary>
/// <param name="Name">As the workflow has it, with <c>/</c> between folders.</param>
public sealed record GraphModel(string Name)
{
    /// <summary>The id of the folder in the layout <c>comfyui</c>, or a pack's own; null when nobody knows.</summary>
    public string? Folder { get; init; }

    /// <summary>Why it is this folder; null where there is none.</summary>
    public string? FolderReason { get; init; }

    /// <summary>The type of the first node that names it; null when only a list in the workflow does.</summary>
    public string? NodeType { get; init; }

    /// <summary>The nodes that name it; of nodes in subgraphs behind the subgraphs' ids: <c>93:12</c>.</summary>
    public IReadOnlyList<string> NodeIds { get; init; } = [];

    public GraphModelState State { get; init; }

    /// <summary>The file, when it is present.</summary>
    public string? Path { get; init; }

    /// <summary>What a person should know of it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Where it may be had, the surest first; empty when it is present.</summary>
    public IReadOnlyList<ModelCandidate> Candidates { get; init; } = [];
}
