namespace BerryAIGen.Sandbox.Requests;

/// <summary>A request that arrived.</summary>
/// <param name="Host">civitai, storage or huggingface.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without the query string.</param>
/// <param name="Query">Query string with its question mark, or empty; values of <c>token</c> and signatures included.</param>
/// <param name="HasAuthorization">An Authorization header was sent; its value is not kept.</param>
/// <param name="Headers">The other headers.</param>
public sealed record RecordedRequest(
    string Host,
    string Method,
    string Path,
    string Query,
    bool HasAuthorization,
    IReadOnlyDictionary<string, string> Headers
)
{
    /// <summary>Value of the Range header, or null.</summary>
    public string? Range => Headers.GetValueOrDefault("Range");
}
