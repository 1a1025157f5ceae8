using System.ComponentModel;
using BerryAIGen.Database.Versions;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Generation.Queue;

namespace BerryAIGen.Toolkit.Api.Updates;

internal static class NotificationEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/notifications").WithTags("Updates");
        group.MapGet("", ListAsync).WithSummary("What one should hear of, the newest first.");
        group
            .MapPost("/read", MarkReadAsync)
            .WithSummary("Says that notifications were read; without ids all of them.");
    }

    private static async Task<NotificationsDocument> ListAsync(
        [Description("true only those that nobody has read, false only the others.")] bool? unread,
        int? offset,
        [Description("The most wanted, 1 to 1000; 100 without it.")] int? limit,
        Notifications notifications,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        NotificationsDocument.Of(await notifications.ListAsync(http.Owner(), unread, offset, limit, cancellationToken));

    private static async Task<MarkedReadDocument> MarkReadAsync(
        NotificationIds ids,
        Notifications notifications,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var marked = await notifications.MarkReadAsync(http.Owner(), ids.Ids ?? [], cancellationToken);
        http.Concerns((ids.Ids ?? []).Select(id => $"{id}"), "all notifications");
        return new MarkedReadDocument(marked);
    }
}
