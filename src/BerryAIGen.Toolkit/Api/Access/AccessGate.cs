using BerryAIGen.Database;
using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Errors;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>Lets a request pass when its host, its origin, its key and what the key allows are right.</summary>
internal sealed class AccessGate(RequestDelegate next, ToolkitOptions options, CallerSearch callers)
{
    private readonly RequestOrigin _origin = new(options);

    public async Task InvokeAsync(HttpContext context)
    {
        Harden(context.Response.Headers);
        if ((_origin.CheckHost(context.Request) ?? _origin.CheckOrigin(context.Request)) is { } refusal)
        {
            context.WasTurnedAway(StatusCodes.Status403Forbidden, "from a foreign site or under a foreign name");
            await ApiErrors.WriteAsync(context, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        var scope = RequiredScope.Of(context);
        var caller = await FindAsync(context, scope);
        if (caller is null && scope > AccessScope.None)
        {
            if (context.Request.Headers.Authorization.Count > 0)
                context.WasTurnedAway(StatusCodes.Status401Unauthorized, "a key that opens nothing");
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, Missing(context));
        }
        else if (caller is not null && caller.Scope < scope)
        {
            context.WasTurnedAway(StatusCodes.Status403Forbidden, $"needs {AccessKeys.Word(scope)}", caller);
            await ApiErrors.WriteAsync(context, StatusCodes.Status403Forbidden, TooLittle(caller, scope));
        }
        else if (IsForged(context))
        {
            context.WasTurnedAway(StatusCodes.Status403Forbidden, "without the proof of the page", caller);
            await ApiErrors.WriteAsync(context, StatusCodes.Status403Forbidden, Forged);
        }
        else
        {
            context.Features.Set(caller);
            await next(context);
        }
    }

    private async Task<AccessCaller?> FindAsync(HttpContext context, AccessScope scope)
    {
        try
        {
            return await callers.FindAsync(context, context.RequestAborted);
        }
        catch (Exception problem) when (scope == AccessScope.None && LibraryDatabase.IsTrouble(problem))
        {
            // Who need not be known is answered also while the database does not say who it is.
            return null;
        }
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

    private Failure Missing(HttpContext context) =>
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
                $"Make one on the server: {KeyCommand.ForStrangers(options, "add NAME --scope read")}",
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
