using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Generation.Queue;

namespace BerryAIGen.Toolkit.Api.Events;

internal static class EventEndpoints
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventLog>();
        services.AddSingleton<EventFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<EventFeed>());
        services.AddSingleton<EventStream>();
        services.AddSingleton<IJobFollower, JobEvents>();
        services.AddSingleton<IJobFollower, DownloadEvents>();
        return services;
    }

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/events", ListenAsync)
            .WithTags("Events")
            .WithSummary("What happens, as server-sent events: downloads, jobs, changes of the library.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");

    private static async Task ListenAsync(
        HttpContext context,
        string? kinds,
        string? last_event_id,
        EventStream stream,
        CallerSearch callers,
        IHostApplicationLifetime lifetime
    )
    {
        var words = kinds?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        EventKinds.Check(words);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        var lastId = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header
            ? header
            : last_event_id;
        await stream.WriteAsync(
            context.Response,
            lastId,
            context.Owner(),
            words,
            async token => await callers.FindAsync(context, token) is not null,
            stopping.Token
        );
    }
}
