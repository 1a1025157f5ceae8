using BerryAIGen.Sandbox.Users;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>One request on its way to a route.</summary>
internal sealed class SandboxCall(HttpContext http, Member? member)
{
    public HttpContext Http => http;

    /// <summary>Who asks; null for anonymous.</summary>
    public Member? Member => member;

    public QueryReader Query { get; } = new(http.Request.Query);

    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>Scheme and host that the client used.</summary>
    public string Base => $"{http.Request.Scheme}://{http.Request.Host}";

    public string Route(string name) => http.GetRouteValue(name)?.ToString() ?? "";

    public string? Raw(string name) => http.Request.Query.TryGetValue(name, out var values) ? values[0] : null;
}
