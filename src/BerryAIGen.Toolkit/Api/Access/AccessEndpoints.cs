using System.ComponentModel;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Generations;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Access;

internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/access/keys").WithTags("Access").RequireScope(AccessScope.Admin);
        keys.MapGet("", ListAsync).WithSummary("The access keys; the keys themselves are not kept.");
        keys.MapPost("", AddAsync).WithSummary("Makes an access key and shows it this once.");
        keys.MapDelete("/{key}", RevokeAsync).WithSummary("Withdraws an access key, by id or name.");

        var session = routes.MapGroup("/api/access/session").WithTags("Access");
        session.MapGet("", Describe).WithSummary("Who asks, and what is allowed.");
        session
            .MapPost("", OpenAsync)
            .RequireScope(AccessScope.None)
            .WithSummary("Opens the page with an access key: sets a cookie.");
        session
            .MapDelete("", CloseAsync)
            .RequireScope(AccessScope.Read)
            .WithSummary("Closes the page: forgets the cookie.");

        routes
            .MapGet("/api/audit", AuditAsync)
            .WithTags("Access")
            .RequireScope(AccessScope.Admin)
            .WithSummary("Who changed what, the newest first.");
    }

    private static async Task<AccessKeyList> ListAsync(
        [Description("How many to leave out at the beginning.")] int? offset,
        [Description("The most wanted, 1 to 1000; without it all.")] int? limit,
        AccessKeys keys,
        CancellationToken cancellationToken
    ) => AccessKeyList.Of(await keys.ListAsync(cancellationToken), offset, limit);

    private static async Task<NewAccessKey> AddAsync(
        AccessKeyWish wish,
        AccessKeys keys,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (wish is not { Name: { } name, Scope: { } scope })
            throw new LibraryException(FailureCode.Usage, "The body needs \"name\" and \"scope\".");
        var (key, text) = await keys.AddAsync(name, scope, wish.Audience, cancellationToken);
        http.Concerns(key.Name);
        return new NewAccessKey(text, key.Id, key.Name, key.Scope);
    }

    private static async Task<RevokedAccessKey> RevokeAsync(
        string key,
        AccessKeys keys,
        ToolkitOptions options,
        WithdrawnGenerations generations,
        CancellationToken cancellationToken
    )
    {
        // Who took the last one away could give nobody a new one; at the server itself it can be done.
        var revoked = await keys.RevokeAsync(key, keepsAdmin: options.NeedsKey, cancellationToken);
        await generations.SweepAsync(cancellationToken);
        return new RevokedAccessKey("Access key withdrawn", revoked.Id);
    }

    private static SessionDocument Describe(HttpContext http, ToolkitOptions options)
    {
        var caller = http.Features.Get<AccessCaller>()!;
        return new SessionDocument(
            caller.Name,
            AccessKeys.Word(caller.Scope),
            options.NeedsKey,
            SessionCookie.Read(http.Request) is { } token && caller.KeyId is not null
                ? AccessSessions.ProofFor(token)
                : null
        );
    }

    private static async Task<SessionDocument> OpenAsync(
        SessionWish wish,
        AccessKeys keys,
        AccessSessions sessions,
        HttpContext http,
        ToolkitOptions options,
        CancellationToken cancellationToken
    )
    {
        if (await keys.FindAsync(wish.Key ?? "", cancellationToken) is not { } caller)
        {
            http.WasTurnedAway(StatusCodes.Status403Forbidden, "a key that opens nothing");
            throw new LibraryException(FailureCode.Auth, "The access key is not valid, or was withdrawn.");
        }

        http.Concerns("opened", caller.Name);
        var (token, expiresAt) = await sessions.OpenAsync(caller, cancellationToken);
        SessionCookie.Write(http, token, expiresAt);
        return new SessionDocument(
            caller.Name,
            AccessKeys.Word(caller.Scope),
            options.NeedsKey,
            AccessSessions.ProofFor(token)
        );
    }

    private static async Task CloseAsync(AccessSessions sessions, HttpContext http, CancellationToken cancellationToken)
    {
        if (SessionCookie.Read(http.Request) is { } token)
            await sessions.CloseAsync(token, cancellationToken);
        http.Concerns("closed");
        SessionCookie.Remove(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<AuditPage> AuditAsync(
        AuditLog log,
        long? before,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        const int usual = 100;
        var rows = await log.ListAsync(before, limit ?? usual, cancellationToken);
        return new AuditPage([.. rows.Select(AuditEntry.From)], rows.Count == (limit ?? usual) ? rows[^1].Id : null);
    }
}
