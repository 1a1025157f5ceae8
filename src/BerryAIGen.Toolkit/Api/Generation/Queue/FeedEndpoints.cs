using System.ComponentModel;
using BerryAIGen.Database.Generations;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>What is done.</summary>
internal static class FeedEndpoints
{
    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation");
        group.MapGet("/feed", ListAsync).WithSummary("One's own generations that are done, the newest first.");
        group.MapPut("/feed/{id}", ChangeAsync).WithSummary("Makes one a favourite, or gives it words.");
        group
            .MapDelete("/feed/{id}", RemoveAsync)
            .WithSummary("Takes one out of queue and feed; its files stay, and it can be brought back.");
        group.MapPost("/feed/{id}/restore", RestoreAsync).WithSummary("Brings a removed one back.");
        group
            .MapGet("/{id}/form", FormAsync)
            .WithSummary("The form of an earlier generation, as it was or for another workflow on its result.");
    }

    private static async Task<GenerationFeedDocument> ListAsync(
        HttpContext http,
        [Description("The next of the page before.")] string? cursor,
        [Description("The most wanted, 1 to 1000; 50 without it.")] int? limit,
        [Description("Only image, video, audio or model3d.")] string? media,
        [Description("Only those of this workflow.")] string? workflow,
        [Description("Only favourites, or only others.")] bool? favourite,
        [Description("Only those with this word.")] string? tag,
        [Description("Those that were removed.")] bool? removed,
        GenerationList list,
        GenerationView view,
        CancellationToken cancellationToken
    )
    {
        var query = new FeedQuery
        {
            Cursor = cursor,
            Limit = limit,
            Media = media,
            Workflow = workflow,
            Favourite = favourite,
            Tag = tag,
            Removed = removed == true,
        };
        var (rows, next) = await list.FeedAsync(http.Owner(), query, cancellationToken);
        return new GenerationFeedDocument(await view.ManyAsync(rows, http.Owner(), cancellationToken), next);
    }

    private static async Task<GenerationDocument> ChangeAsync(
        string id,
        GenerationFeedWish wish,
        HttpContext http,
        GenerationFeed feed,
        GenerationView view,
        CancellationToken cancellationToken
    )
    {
        var row = await feed.ChangeAsync(
            http.Owner(),
            id,
            wish.Favourite,
            wish.AddTags ?? [],
            wish.RemoveTags ?? [],
            cancellationToken
        );
        return await view.OneAsync(row, cancellationToken);
    }

    private static async Task<GenerationDocument> RemoveAsync(
        string id,
        HttpContext http,
        GenerationFeed feed,
        GenerationView view,
        CancellationToken cancellationToken
    ) => await view.OneAsync(await feed.RemoveAsync(http.Owner(), id, cancellationToken), cancellationToken);

    private static async Task<GenerationDocument> RestoreAsync(
        string id,
        HttpContext http,
        GenerationFeed feed,
        GenerationView view,
        CancellationToken cancellationToken
    ) => await view.OneAsync(await feed.RestoreAsync(http.Owner(), id, cancellationToken), cancellationToken);

    private static async Task<GenerationFormDocument> FormAsync(
        string id,
        [Description("The workflow that its result is used for; the same form without it.")] string? @for,
        [Description("Which of its results, from 1.")] int? output,
        HttpContext http,
        GenerationList list,
        GenerationDesk desk,
        CancellationToken cancellationToken
    )
    {
        var row = await list.GetAsync(http.Owner(), id, cancellationToken);
        var outputs = (await list.OutputsAsync([id], cancellationToken))[id];
        var chosen = @for is null ? null : outputs.FirstOrDefault(one => one.Number == (output ?? 1));
        if (@for is not null && chosen is null)
            throw new LibraryException(FailureCode.NotFound, $"The generation {id} has no result {output ?? 1}.");
        var (form, notes) = await desk.FormOfAsync(http.Caller(), row, @for, chosen, cancellationToken);
        return new GenerationFormDocument(form, notes);
    }
}
