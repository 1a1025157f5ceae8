using System.Text.Json;
using BerryAIGen.Database.Access;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>
/// Writes down every change that was made over HTTP, every page that was opened, and who was turned away: who, what, of
/// which thing, from where. No bodies, no keys.
/// </summary>
internal sealed partial class AuditTrail(
    RequestDelegate next,
    AuditLog log,
    TimeProvider time,
    ILogger<AuditTrail> logger
)
{
    private readonly TurnedAwayLimit _limit = new(time);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<TurnedAway>() is { } refusal && _limit.MayWrite(From(context)))
                await WriteAsync(context, refusal.Who, refusal.Why, refusal.Status);
        }

        if (context.Features.Get<TurnedAway>() is null && WasChanged(context))
            await WriteAsync(
                context,
                context.Features.Get<AuditSubject>()?.Who ?? context.Features.Get<AccessCaller>()?.Name,
                context.Features.Get<AuditSubject>()?.Name ?? ValuesOf(context.Request),
                context.Response.StatusCode
            );
    }

    private static bool WasChanged(HttpContext context) =>
        !RequiredScope.IsSafe(context.Request.Method)
        && context.Response.StatusCode < StatusCodes.Status400BadRequest
        && RouteName.Of(context) is not null
        && (context.Features.Get<AuditSubject>() is not null || RequiredScope.Of(context) >= AccessScope.Write);

    private async Task WriteAsync(HttpContext context, string? who, string? subject, int status)
    {
        var row = new AuditRow
        {
            At = time.GetUtcNow().UtcDateTime,
            Who = who ?? "nobody",
            What = $"{context.Request.Method} {RouteName.Of(context)}".TrimEnd(),
            Subject = subject,
            Details = JsonSerializer.Serialize(
                new AuditDetails(status, From(context)),
                AccessJson.Default.AuditDetails
            ),
        };
        try
        {
            // What was done is done, also when the one who asked is gone.
            await log.AddAsync(row, CancellationToken.None);
        }
        catch (Exception problem)
        {
            Log.Lost(logger, context.Request.Method, context.Request.Path, problem);
        }
    }

    private static string? From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    private static string? ValuesOf(HttpRequest request) =>
        request.RouteValues.Count == 0
            ? null
            : string.Join(
                ' ',
                request.RouteValues.Values.Select(value => Uri.UnescapeDataString(value?.ToString() ?? ""))
            );

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} was done, but could not be written into the record of changes")]
        public static partial void Lost(ILogger logger, string method, string path, Exception problem);
    }
}
