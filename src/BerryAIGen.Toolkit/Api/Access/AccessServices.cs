using System.Globalization;
using System.Threading.RateLimiting;
using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Errors;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.AspNetCore.HttpOverrides;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>Keys, sessions, the record of changes, and how often one address may ask.</summary>
internal static class AccessServices
{
    // A page with many previews asks for all of them at once.
    private const int Burst = 10;

    public static IServiceCollection AddAccess(this IServiceCollection services, ToolkitOptions options)
    {
        services.AddSingleton<AccessKeys>();
        services.AddSingleton<AccessSessions>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<CallerSearch>();
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy.WithOrigins([.. options.AllowedOrigins]).AllowAnyHeader().AllowAnyMethod()
            )
        );
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                LimitFor(context, options.RequestsPerSecond)
            );
            limiter.OnRejected = (context, _) => new ValueTask(RefuseAsync(context.HttpContext));
        });
        return services;
    }

    /// <summary>
    /// Believes a proxy of this machine who asked and whether by https; only where one was announced by --host-name.
    /// Call it first of all.
    /// </summary>
    public static void UseProxy(this WebApplication app, ToolkitOptions options)
    {
        // The framework's own list of trusted proxies is this machine's addresses, and one hop is all there is.
        if (options.HostNames.Count > 0)
            app.UseForwardedHeaders(
                new ForwardedHeadersOptions
                {
                    ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
                }
            );
    }

    /// <summary>Puts the checks in their order; call it after routing, before any endpoint.</summary>
    public static void UseAccess(this WebApplication app, ToolkitOptions options)
    {
        if (options.RequestsPerSecond > 0)
            app.UseRateLimiter();
        if (options.AllowedOrigins.Count > 0)
            app.UseCors();
        // Outside of the gate, for what it turns away is written down as well.
        app.UseMiddleware<AuditTrail>();
        app.UseMiddleware<AccessGate>();
    }

    /// <summary>Nobody else's machine reaches the library without a key.</summary>
    /// <returns>What is missing nevertheless, for the log; null when nothing is.</returns>
    /// <exception cref="LibraryException">Keys are needed, and there is none.</exception>
    public static async Task<string?> RequireKeyAsync(ToolkitOptions options, AccessKeys keys)
    {
        if (!options.NeedsKey)
            return null;
        var command = KeyCommand.For(options, "add NAME --scope admin");
        if (!await keys.AnyAsync(null, CancellationToken.None))
            throw new LibraryException(
                FailureCode.Usage,
                $"{options.Url} is reached by other machines, and there is no access key yet: make one with \"{command}\", or use an address of this machine such as {ToolkitOptions.DefaultUrl}."
            );
        return await keys.AnyAsync(AccessScope.Admin, CancellationToken.None)
            ? null
            : $"No access key has the scope admin, so nobody can change keys and settings: make one with \"{command}\".";
    }

    private static RateLimitPartition<string> LimitFor(HttpContext context, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond * Burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                AutoReplenishment = true,
            }
        );

    private static Task RefuseAsync(HttpContext context)
    {
        const int seconds = 1;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiErrors.WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            new Failure(FailureCode.Failed, "Too many requests from this address; wait a second.", IsRetryable: true)
        );
    }
}
