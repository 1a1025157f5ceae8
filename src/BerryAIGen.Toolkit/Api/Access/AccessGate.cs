using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Errors;
using BerryAIGen.Toolkit.Api.Site;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>Lets a request pass when its host, its origin, its key and what the key allows are right.</summary>
internal sealed class AccessGate(RequestDelegate next, ToolkitOptions options, AccessKeys keys, AccessSessions sessions)
{
    private const string Bearer = "Bearer ";
    private static readonly AccessCaller Local = new(null, "local", AccessScope.Admin);

    private readonly RequestOrigin _origin = new(options);

    public async Task InvokeAsync(HttpContext context)
    {
        Harden(context.Response.Headers);
        if ((_origin.CheckHost(context.Request) ?? _origin.CheckOrigin(context.Request)) is { } refusal)
        {
            await ApiErrors.WriteAsync(context, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        var scope = RequiredScope.Of(context);
        var caller = await FindCallerAsync(context);
        if (caller is null && scope > AccessScope.None)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, Missing(context));
        }
        else if (caller is not null && caller.Scope < scope)
        {
            await ApiErrors.WriteAsync(context, StatusCodes.Status403Forbidden, TooLittle(caller, scope));
        }
        else if (IsForged(context))
        {
            await ApiErrors.WriteAsync(context, StatusCodes.Status403Forbidden, Forged);
        }
        else
        {
            context.Features.Set(caller);
            await next(context);
        }
    }

    private async Task<AccessCaller?> FindCallerAsync(HttpContext context)
    {
        // Clients of Civitai's API send their key for Civitai, in the header or in the address; where none is needed it is nothing here.
        if (SiteAnswers.Owns(context.Request.Path))
        {
            if (!options.NeedsKey)
                return Local;
            if (context.Request.Headers.Authorization.Count == 0 && context.Request.Query["token"] is [{ } sent])
                return await keys.FindAsync(sent, context.RequestAborted);
        }

        // A key that was given counts, also where none is needed: a wrong one is told, not passed over.
        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
            return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? await keys.FindAsync(header[Bearer.Length..].Trim(), context.RequestAborted)
                : null;
        if (SessionCookie.Read(context.Request) is not { } token)
            return options.NeedsKey ? null : Local;
        // On a machine's own address an old cookie of another server there must not lock anybody out.
        return await sessions.FindAsync(token, context.RequestAborted) ?? (options.NeedsKey ? null : Local);
    }

    // Only a cookie travels without the page's will; a key in a header was put there on purpose.
    private bool IsForged(HttpContext context) =>
        options.NeedsKey
        && !RequiredScope.IsSafe(context.Request.Method)
        && context.Request.Headers.Authorization.Count == 0
        && SessionCookie.Read(context.Request) is { } token
        && RequiredScope.Of(context) > AccessScope.None
        && !AccessSessions.IsProof(token, context.Request.Headers[SessionCookie.ProofHeader].FirstOrDefault());

    private static void Harden(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
    }

    private static Failure Missing(HttpContext context) =>
        new(
            FailureCode.Auth,
            context.Request.Headers.Authorization.Count > 0
                ? "The access key is not valid, or was withdrawn."
                : "This server needs an access key."
        )
        {
            ResolutionSteps =
            [
                "Send it as the header Authorization: Bearer KEY",
                "Make one on the server: berry key add NAME --scope read",
            ],
        };

    private static Failure TooLittle(AccessCaller caller, AccessScope scope) =>
        new(
            FailureCode.Auth,
            $"The access key \"{caller.Name}\" has the scope {AccessKeys.Word(caller.Scope)}; this needs {AccessKeys.Word(scope)}."
        );

    private static Failure Forged =>
        new(
            FailureCode.Auth,
            $"A change by the page needs the header {SessionCookie.ProofHeader} with the csrf_token of GET /api/access/session."
        );
}
