using System.Text.Json;
using BerryAIGen.Database.Access;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>Writes down every change that was made over HTTP: who, what, of which thing, from where. No bodies, no keys.</summary>
internal sealed partial class AuditTrail(
    RequestDelegate next,
    AuditLog log,
    TimeProvider time,
    ILogger<AuditTrail> logger
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (
            RequiredScope.IsSafe(context.Request.Method)
            || context.Response.StatusCode >= StatusCodes.Status400BadRequest
            || RouteName.Of(context) is not { } route
            || RequiredScope.Of(context) < AccessScope.Write
        )
            return;
        try
        {
            // What was done is done, also when the one who asked is gone.
            await log.AddAsync(Describe(context, route), CancellationToken.None);
        }
        catch (Exception problem)
        {
            Log.Lost(logger, context.Request.Method, context.Request.Path, problem);
        }
    }

    private AuditRow Describe(HttpContext context, string route) =>
        new()
        {
            At = time.GetUtcNow().UtcDateTime,
            Who = context.Features.Get<AccessCaller>()?.Name ?? "nobody",
            What = $"{context.Request.Method} {route}",
            Subject =
                context.Features.Get<AuditSubject>()?.Name
                ?? (
                    context.Request.RouteValues.Count == 0
                        ? null
                        : string.Join(
                            ' ',
                            context.Request.RouteValues.Values.Select(value =>
                                Uri.UnescapeDataString(value?.ToString() ?? "")
                            )
                        )
                ),
            Details = JsonSerializer.Serialize(
                new AuditDetails(context.Response.StatusCode, context.Connection.RemoteIpAddress?.ToString()),
                AccessJson.Default.AuditDetails
            ),
        };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} was done, but could not be written into the record of changes")]
        public static partial void Lost(ILogger logger, string method, string path, Exception problem);
    }
}

/// <summary>What a request changed, where its address does not say it.</summary>
internal sealed record AuditSubject(string Name);

internal static class AuditSubjectExtensions
{
    /// <summary>Names in the record of changes what this request is about.</summary>
    public static void Concerns(this HttpContext context, string name) => context.Features.Set(new AuditSubject(name));
}
