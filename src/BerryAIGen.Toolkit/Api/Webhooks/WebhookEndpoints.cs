using System.ComponentModel;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Webhooks;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Webhooks;

internal static class WebhookEndpoints
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) =>
        services
            .AddSingleton<WebhookStore>()
            .AddSingleton<WebhookFeed>()
            .AddSingleton<WebhookDeliveries>()
            .AddSingleton<WebhookCourier>()
            .AddHostedService<WebhookRounds>();

    // An address may hold a secret itself: also who looks is an administrator.
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/webhooks").WithTags("Webhooks").RequireScope(AccessScope.Admin);
        group.MapGet("", ListAsync).WithSummary("Who is told what happens; secrets are never shown.");
        group.MapPost("", AddAsync).WithSummary("Makes a webhook and shows its secret this once.");
        group
            .MapGet(
                "/{id}",
                async (string id, WebhookStore store, CancellationToken stop) =>
                    WebhookDocument.Of(await store.GetAsync(id, stop))
            )
            .WithSummary("One webhook.");
        group.MapPut("/{id}", ChangeAsync).WithSummary("Changes a webhook; what is left out stays.");
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a webhook with its log.");
        group
            .MapPost("/{id}/test", TestAsync)
            .WithSummary("Sends a webhook.test at once, and answers with what came back.");
        group
            .MapPost("/{id}/rotate", RotateAsync)
            .WithSummary("Gives a webhook another secret; the one before signs as well for a day.");
        group.MapGet("/{id}/deliveries", ListDeliveriesAsync).WithSummary("What a webhook was told, the newest first.");
        group
            .MapPost("/{id}/deliveries/{delivery}/retry", RetryAsync)
            .WithSummary("Sends a message again that is over, under the same id.");
    }

    private static async Task<WebhooksDocument> ListAsync(
        [Description("How many to leave out at the beginning.")] int? offset,
        [Description("The most wanted, 1 to 1000; without it all.")] int? limit,
        WebhookStore store,
        CancellationToken cancellationToken
    ) => WebhooksDocument.Of(await store.ListAsync(cancellationToken), offset, limit);

    private static async Task<NewWebhookDocument> AddAsync(
        WebhookQuestion question,
        WebhookStore store,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var wish = new WebhookWish(question.Name, question.Url, question.Events, question.Enabled);
        var (row, secret) = await store.AddAsync(wish, question.Secret, cancellationToken);
        http.Concerns($"{row.Id} ({row.Name})");
        return new NewWebhookDocument(secret, WebhookDocument.Of(row));
    }

    private static async Task<WebhookDocument> ChangeAsync(
        string id,
        WebhookChange change,
        WebhookStore store,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var wish = new WebhookWish(change.Name, change.Url, change.Events, change.Enabled);
        var row = await store.ChangeAsync(id, wish, cancellationToken);
        http.Concerns($"{row.Id} ({row.Name})");
        return WebhookDocument.Of(row);
    }

    private static async Task<DeletedWebhook> DeleteAsync(
        string id,
        WebhookStore store,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var row = await store.DeleteAsync(id, cancellationToken);
        http.Concerns($"{row.Id} ({row.Name})");
        return new DeletedWebhook("Webhook deleted", row.Id);
    }

    private static async Task<DeliveryDocument> TestAsync(
        string id,
        WebhookCourier courier,
        CancellationToken cancellationToken
    ) => DeliveryDocument.Of(await courier.TestAsync(id, cancellationToken));

    private static async Task<NewWebhookDocument> RotateAsync(
        string id,
        RotationQuestion question,
        WebhookStore store,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var (row, secret) = await store.RotateAsync(id, question.Secret, cancellationToken);
        http.Concerns($"{row.Id} ({row.Name})");
        return new NewWebhookDocument(secret, WebhookDocument.Of(row));
    }

    private static async Task<DeliveriesDocument> ListDeliveriesAsync(
        string id,
        [Description("Only messages of this state: pending, delivered or failed.")] string? state,
        int? offset,
        [Description("The most wanted, 1 to 1000; 100 without it.")] int? limit,
        WebhookDeliveries deliveries,
        CancellationToken cancellationToken
    )
    {
        var (rows, total) = await deliveries.ListAsync(id, state, offset, limit, cancellationToken);
        return new DeliveriesDocument([.. rows.Select(DeliveryDocument.Of)], total);
    }

    private static async Task<DeliveryDocument> RetryAsync(
        string id,
        string delivery,
        WebhookDeliveries deliveries,
        CancellationToken cancellationToken
    ) => DeliveryDocument.Of(await deliveries.RetryAsync(id, delivery, cancellationToken));
}
