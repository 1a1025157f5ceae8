namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>A repository at a revision, and the token to ask with.</summary>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Revision">A branch, tag or commit.</param>
/// <param name="TokenFor">The bearer token for a hop's address; null sends none.</param>
internal sealed record HubPlace(string Repository, string Revision, Func<Uri, string?> TokenFor)
{
    /// <summary>The path that was asked for, for messages; null for the whole repository.</summary>
    public string? Path { get; init; }
}
