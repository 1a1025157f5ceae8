using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Maps routes that need a key, and reads their bodies.</summary>
internal sealed class OrchestratorCall(HttpContext http, Member member)
{
    public const string Root = "/_orchestrator/v2";

    public int User => member.Id;

    public HttpContext Http => http;

    public string Route(string name) => http.GetRouteValue(name)?.ToString() ?? "";

    public string? Raw(string name) => http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;

    public bool Flag(string name, bool otherwise = false) => bool.TryParse(Raw(name), out var flag) ? flag : otherwise;

    /// <summary>Null for what is no JSON.</summary>
    public async Task<JsonNode?> BodyAsync()
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Map(
        IEndpointRouteBuilder endpoints,
        Members members,
        string method,
        string pattern,
        Func<OrchestratorCall, ValueTask<Answer>> handle
    ) =>
        endpoints.MapMethods(
            Root + pattern,
            [method],
            async http =>
                await AnswerWriter.WriteAsync(
                    http,
                    members.Find(http.Request) is { } member
                        ? await handle(new OrchestratorCall(http, member))
                        : Problem.Unauthorized
                )
        );
}
