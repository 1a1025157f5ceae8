using System.Net;
using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sources.Api;

/// <summary>What an API answered, read to its end.</summary>
/// <param name="Address">Where the answer came from, after redirects.</param>
/// <param name="Status">The status; only refusals that stay are handed out.</param>
/// <param name="Body">The JSON; null when the body is none.</param>
internal sealed record ApiAnswer(Uri Address, HttpStatusCode Status, JsonNode? Body)
{
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as text.</summary>
    public string Text { get; init; } = "";

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The address of the next page (<c>Link: &lt;…&gt;; rel="next"</c>, RFC 8288); null on the last one.</summary>
    public Uri? NextPage() =>
        (Header("Link") ?? "")
            .Split(',')
            .Select(link => link.Split(';', StringSplitOptions.TrimEntries))
            .Where(parts => parts.Skip(1).Any(part => part is "rel=\"next\"" or "rel=next"))
            .Select(parts => Uri.TryCreate(Address, parts[0].Trim('<', '>'), out var next) ? next : null)
            .FirstOrDefault();
}
