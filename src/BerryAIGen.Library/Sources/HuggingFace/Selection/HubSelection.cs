namespace BerryAIGen.Library.Sources.HuggingFace.Selection;

/// <summary>The files to take of a repository or of one of its folders.</summary>
/// <param name="Files">At least one.</param>
/// <param name="IsFolder">Whether they are one model, whose folders are kept.</param>
internal sealed record HubSelection(IReadOnlyList<HubFile> Files, bool IsFolder)
{
    /// <summary>What a person should know of the choice; null for nothing.</summary>
    public string? Note { get; init; }
}
