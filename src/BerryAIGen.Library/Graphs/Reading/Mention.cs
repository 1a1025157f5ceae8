using BerryAIGen.IO.Graphs;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>A place where a node names a file.</summary>
/// <param name="Name">As the node has it, with <c>/</c> between folders.</param>
/// <param name="Node">The node.</param>
internal sealed record Mention(string Name, GraphNode Node)
{
    /// <summary>Where ComfyUI looks for it; null when nobody knows.</summary>
    public string? Folder { get; init; }

    /// <summary>How <see cref="Folder"/> is known.</summary>
    public FolderCertainty Certainty { get; init; }

    /// <summary>Why it is this folder, for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>False where a switch in the node leaves it out.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>What a person should know of it.</summary>
    public string? Note { get; init; }

    public bool IsFetchedByNode { get; init; }

    public bool IsActive => IsOn && Node.IsActive;
}

/// <summary>How a folder is known, the less sure first.</summary>
internal enum FolderCertainty
{
    Unknown,

    /// <summary>By words in names.</summary>
    Guessed,

    /// <summary>The workflow says so.</summary>
    Declared,

    /// <summary>By the type of the node.</summary>
    Known,
}
