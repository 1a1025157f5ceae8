namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>One file of a repository, as its tree lists it.</summary>
/// <param name="Path">With <c>/</c>, from the repository's root.</param>
/// <param name="SizeBytes">The file's own size, not that of a pointer to it.</param>
internal sealed record HubFile(string Path, long? SizeBytes)
{
    /// <summary>Of a large file; small ones lie in git, which has another hash.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What git calls a small one by its bytes.</summary>
    public string? GitId { get; init; }

    public string Name => Path.Split('/')[^1];

    /// <summary>Empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is > 0 and var slash ? Path[..slash] : "";
}
