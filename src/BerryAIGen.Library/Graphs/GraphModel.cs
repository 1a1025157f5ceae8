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
    public IReadOnlyList<GraphCandidate> Candidates { get; init; } = [];
}

/// <summary>A place where a missing file may be had.</summary>
/// <param name="Source">Who says so: <c>workflow</c>, <c>note</c>, <c>library</c>, <c>companions</c>, <c>known-models</c>, <c>civitai</c>, <c>huggingface</c>.</param>
/// <param name="Reference">What a download takes; of the library the path of the file.</param>
/// <param name="Confidence">From 0 to 1: how sure it is that this is the file.</param>
/// <param name="Reason">Why, for a person.</param>
public sealed record GraphCandidate(string Source, string Reference, double Confidence, string Reason)
{
    /// <summary>The file's name there; null when it is not known before.</summary>
    public string? File { get; init; }

    /// <summary>Which file of the reference, by Civitai's number.</summary>
    public int? FileId { get; init; }

    /// <summary>64 hex digits; null when nobody told it.</summary>
    public string? Sha256 { get; init; }

    public long? SizeBytes { get; init; }
}
