using Microsoft.AspNetCore.Http;

namespace BerryAIGen.Testing.Scripted;

/// <summary>What one request to a scripted server looked like.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query, as it was sent.</param>
/// <param name="Headers">The header lines by name, of any case; several values of one name are joined by commas.</param>
/// <param name="Body">The body as text, empty when there was none.</param>
public sealed record RecordedRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body
)
{
    /// <summary>A header's value, null when it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static async Task<RecordedRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        return new RecordedRequest(
            request.Method,
            $"{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}",
            request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            ),
            body
        );
    }
}
