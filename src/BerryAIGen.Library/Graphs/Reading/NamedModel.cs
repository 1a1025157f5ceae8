namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>A file that a graph names, all places together.</summary>
/// <param name="Name">With <c>/</c> between folders.</param>
internal sealed record NamedModel(string Name)
{
    public string? Folder { get; init; }

    public FolderCertainty Certainty { get; init; }

    public string? FolderReason { get; init; }

    /// <summary>The type of the first node that names it; null when only a list of the workflow does.</summary>
    public string? NodeType { get; init; }

    public IReadOnlyList<string> NodeIds { get; init; } = [];

    /// <summary>Whether any node that runs needs it.</summary>
    public bool IsActive { get; init; }

    public bool IsFetchedByNode { get; init; }

    public string? Note { get; init; }

    /// <summary>What the workflow itself says of it.</summary>
    public IReadOnlyList<DeclaredModel> Declared { get; init; } = [];

    /// <summary>The SHA-256 that the file must have, where the workflow tells one and no second one; else null.</summary>
    public string? DeclaredSha256 =>
        Declared.Where(row => row.IsSha256).Select(row => row.Hash).Distinct().ToArray() is [var only] ? only : null;

    /// <summary>The name without folders.</summary>
    public string FileName => Name.Split('/')[^1];
}
