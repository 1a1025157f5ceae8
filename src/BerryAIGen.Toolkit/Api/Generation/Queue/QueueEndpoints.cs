using System.ComponentModel;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Generations;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Api.Generation.Forms;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>Prices, submissions, and what is under way.</summary>
internal static class QueueEndpoints
{
    private const string Tier = "The tier whose limits hold: free, founder, bronze, silver, gold or own.";

    private const int LargestEvent = 1 << 20;

    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation");
        group
            .MapPost("/quote", QuoteAsync)
            .RequireScope(AccessScope.Read)
            .Accepts<JsonObject>("application/json")
            .WithSummary("What a form would cost, asked of the orchestrator; nothing is charged.");
        group
            .MapPost("/submit", SubmitAsync)
            .Accepts<JsonObject>("application/json")
            .Produces<GenerationDocument>(StatusCodes.Status202Accepted)
            .WithSummary("Has a form generated; the same Idempotency-Key is the same generation.");
        group.MapGet("/queue", ListAsync).WithSummary("One's own generations that wait, run, or came to nothing.");
        group.MapGet("/queue/{id}", GetAsync).WithSummary("How one stands, with its results and what was paid.");
        group
            .MapPost("/queue/{id}/retry", RetryAsync)
            .WithSummary("Runs one again that failed or was cancelled; what was paid and is missing is only fetched.");
        group
            .MapPost("/queue/{id}/cancel", CancelAsync)
            .WithSummary("Cancels one here and at the orchestrator, which gives back what it did not deliver.");
        group
            .MapPut("/queue/{id}/position", MoveAsync)
            .WithSummary("Gives one that is not submitted yet another place among one's own.");
        group
            .MapPost("/queue/{id}/unlock", UnlockAsync)
            .WithSummary("Allows mature results, which are paid anew from yellow Buzz, and brings what was withheld.");
        group.MapGet("/levels", LimitsAsync).WithSummary("How mature the results are that one asks for and sees.");
        group.MapPut("/levels", ChangeLimitsAsync).WithSummary("Changes them; what is left out stays.");
        group
            .MapPost("/callbacks/{token}", TakeEventAsync)
            .RequireScope(AccessScope.None)
            .WithSummary("Where orchestrators tell that something happened; the token is known to one of them.");
    }

    private static async Task<GenerationQuoteDocument> QuoteAsync(
        [Description(Tier)] string? tier,
        HttpContext http,
        GenerationDesk desk,
        CancellationToken cancellationToken
    )
    {
        var (quote, order) = await desk.QuoteAsync(
            http.Caller(tier),
            await ReadFormAsync(http, cancellationToken),
            cancellationToken
        );
        return new GenerationQuoteDocument(
            quote.Total,
            quote.Base,
            quote.Factors,
            quote.Added,
            quote.Accounts,
            quote.IsShort,
            quote.IsReady,
            quote.Before,
            UnixTime.Of(quote.DoneAt?.UtcDateTime),
            order.Notes
        );
    }

    private static async Task<IResult> SubmitAsync(
        [Description(Tier)] string? tier,
        HttpContext http,
        [Description("Names the request: who sends it twice has it done once.")]
        [Microsoft.AspNetCore.Mvc.FromHeader(Name = "Idempotency-Key")]
            string? idempotencyKey,
        GenerationOrders orders,
        GenerationView view,
        CancellationToken cancellationToken
    )
    {
        var form = await ReadFormAsync(http, cancellationToken);
        var row = await orders.SubmitAsync(http.Caller(tier), form, idempotencyKey, cancellationToken);
        http.Concerns(row.Id);
        return Results.Accepted($"/api/generation/queue/{row.Id}", await view.OneAsync(row, cancellationToken));
    }

    private static async Task<GenerationQueueDocument> ListAsync(
        HttpContext http,
        [Description("Only those of this state.")] string? state,
        int? offset,
        [Description("The most wanted, 1 to 1000; 50 without it.")] int? limit,
        GenerationList list,
        GenerationView view,
        CancellationToken cancellationToken
    )
    {
        var (rows, total) = await list.QueueAsync(http.Owner(), state, offset, limit, cancellationToken);
        return new GenerationQueueDocument(await view.ManyAsync(rows, http.Owner(), cancellationToken), total);
    }

    private static async Task<GenerationDocument> GetAsync(
        string id,
        HttpContext http,
        GenerationList list,
        GenerationView view,
        CancellationToken cancellationToken
    ) => await view.OneAsync(await list.GetAsync(http.Owner(), id, cancellationToken), cancellationToken);

    private static async Task<GenerationDocument> RetryAsync(
        string id,
        [Description("The tier whose limits hold now; without it that of the submit.")] string? tier,
        HttpContext http,
        GenerationOrders orders,
        GenerationView view,
        CancellationToken cancellationToken
    ) => await view.OneAsync(await orders.RetryAsync(http.Caller(tier), id, cancellationToken), cancellationToken);

    private static async Task<GenerationDocument> CancelAsync(
        string id,
        HttpContext http,
        GenerationOrders orders,
        GenerationView view,
        CancellationToken cancellationToken
    ) => await view.OneAsync(await orders.CancelAsync(http.Owner(), id, cancellationToken), cancellationToken);

    private static async Task<GenerationDocument> MoveAsync(
        string id,
        GenerationPositionWish wish,
        HttpContext http,
        GenerationPlaces places,
        GenerationView view,
        CancellationToken cancellationToken
    ) =>
        await view.OneAsync(
            await places.MoveAsync(http.Owner(), id, wish.Position, cancellationToken),
            cancellationToken
        );

    private static async Task<GenerationDocument> UnlockAsync(
        string id,
        HttpContext http,
        GenerationOrders orders,
        GenerationView view,
        CancellationToken cancellationToken
    ) => await view.OneAsync(await orders.UnlockAsync(http.Owner(), id, cancellationToken), cancellationToken);

    private static async Task<GenerationLevelsDocument> LimitsAsync(
        HttpContext http,
        MaturityStore maturity,
        CancellationToken cancellationToken
    ) => GenerationLevelsDocument.Of(await maturity.GetAsync(http.Owner(), cancellationToken));

    private static async Task<GenerationLevelsDocument> ChangeLimitsAsync(
        GenerationLevelsDocument limits,
        HttpContext http,
        MaturityStore maturity,
        CancellationToken cancellationToken
    ) =>
        GenerationLevelsDocument.Of(
            await maturity.ChangeAsync(
                http.Owner(),
                limits.RequestLimit,
                limits.BrowsingLimit,
                limits.Above,
                cancellationToken
            )
        );

    private static async Task<IResult> TakeEventAsync(
        string token,
        HttpContext http,
        GenerationCallbacks callbacks,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        var block = new byte[16 << 10];
        int read;
        while ((read = await http.Request.Body.ReadAsync(block, cancellationToken)) > 0)
        {
            body.Write(block, 0, read);
            if (body.Length > LargestEvent)
                throw new LibraryException(FailureCode.Usage, $"An event has {LargestEvent} bytes at most.");
        }

        await callbacks.TakeAsync(token, body.ToArray(), cancellationToken);
        return Results.NoContent();
    }

    private static async Task<JsonObject> ReadFormAsync(HttpContext http, CancellationToken cancellationToken)
    {
        FormEndpoints.AllowLong(http);
        return await JsonBody.ReadNodeAsync(http, cancellationToken) as JsonObject
            ?? throw new LibraryException(
                FailureCode.Usage,
                "The body is a form, a JSON object: {\"workflow\": \"txt2img\", \"ecosystem\": \"SDXL\", \"prompt\": …}."
            );
    }
}
