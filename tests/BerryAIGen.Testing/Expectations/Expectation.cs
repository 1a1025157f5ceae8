using System.Text.Json.Nodes;

namespace BerryAIGen.Testing.Expectations;

/// <summary>A request and what any server that speaks Civitai's API must answer.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Request">The request.</param>
/// <param name="Status">Status that must come.</param>
/// <param name="Headers">Headers that must come; null: must not.</param>
/// <param name="Body">Facts about the JSON, by path.</param>
/// <param name="Text">The whole body; null: not compared.</param>
/// <param name="NeedsSeed">Holds only for a server that offers the Sandbox's models and keys.</param>
public sealed record Expectation(
    string Name,
    ExpectedRequest Request,
    int Status,
    IReadOnlyDictionary<string, string?>? Headers,
    IReadOnlyDictionary<string, JsonNode?>? Body,
    string? Text,
    bool NeedsSeed
);

/// <summary>A request to be sent.</summary>
/// <param name="Path">Path and query, beginning with a slash.</param>
/// <param name="Method">HTTP method; null: GET.</param>
/// <param name="Key">Key for an Authorization header; null: none.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="Json">JSON body; null: none.</param>
public sealed record ExpectedRequest(
    string Path,
    string? Method,
    string? Key,
    IReadOnlyDictionary<string, string>? Headers,
    JsonNode? Json
);
