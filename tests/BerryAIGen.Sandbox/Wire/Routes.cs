using BerryAIGen.Sandbox.Users;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>The three wrappers that the real server puts around its routes (its endpoint-helpers).</summary>
internal sealed class Routes(IEndpointRouteBuilder endpoints, Members members)
{
    public const string PublicCache = "public, s-maxage=300, stale-while-revalidate=150";

    /// <summary>Any method runs the route; always cacheable; a session is read when there is one.</summary>
    public void Public(string pattern, Func<SandboxCall, ValueTask<Answer>> handle, string cache = PublicCache) =>
        endpoints.Map(
            pattern,
            http =>
            {
                Allow(http, "*", "GET");
                http.Response.Headers.CacheControl = cache;
                return HttpMethods.IsOptions(http.Request.Method)
                    ? AnswerWriter.WriteAsync(http, Answer.Empty(200))
                    : Run(http, members.Find(http.Request), handle);
            }
        );

    /// <summary>Public with an answer that needs no waiting.</summary>
    public void Public(string pattern, Func<SandboxCall, Answer> handle, string cache = PublicCache) =>
        Public(pattern, call => ValueTask.FromResult(handle(call)), cache);

    /// <summary>GET only, even OPTIONS is refused; cacheable only without a session.</summary>
    public void Mixed(string pattern, Func<SandboxCall, Answer> handle) =>
        endpoints.Map(
            pattern,
            http =>
            {
                Allow(http, "*", "GET");
                if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
                    return AnswerWriter.WriteAsync(http, Answer.Error(405, "Method not allowed"));
                var member = members.Find(http.Request);
                if (member is null)
                    http.Response.Headers.CacheControl = PublicCache;
                return Run(http, member, call => ValueTask.FromResult(handle(call)));
            }
        );

    /// <summary>Needs a session.</summary>
    public void Authed(string pattern, string method, Func<SandboxCall, Answer> handle) =>
        endpoints.Map(
            pattern,
            http =>
            {
                Allow(http, "https://civitai.com", method);
                http.Response.Headers.AccessControlAllowCredentials = "true";
                if (HttpMethods.IsOptions(http.Request.Method))
                    return AnswerWriter.WriteAsync(http, Answer.Empty(200));
                if (http.Request.Method != method)
                    return AnswerWriter.WriteAsync(http, Answer.Error(405, "Method not allowed"));
                return members.Find(http.Request) is { } member
                    ? Run(http, member, call => ValueTask.FromResult(handle(call)))
                    : AnswerWriter.WriteAsync(http, Answer.Error(401, "Unauthorized"));
            }
        );

    /// <summary>No wrapper at all.</summary>
    public void Bare(string pattern, Func<SandboxCall, Answer> handle) =>
        endpoints.Map(pattern, http => Run(http, null, call => ValueTask.FromResult(handle(call))));

    private static async Task Run(HttpContext http, Member? member, Func<SandboxCall, ValueTask<Answer>> handle) =>
        await AnswerWriter.WriteAsync(http, await handle(new SandboxCall(http, member)));

    private static void Allow(HttpContext http, string origin, string methods)
    {
        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.AccessControlAllowHeaders = "*";
        http.Response.Headers.AccessControlAllowMethods = methods;
    }
}
