using BerryAIGen.Civitai.Tests.Transport;
using Microsoft.AspNetCore.Http;

namespace BerryAIGen.Civitai.Tests.Paging;

/// <summary>One client, several callers at once.</summary>
public sealed class SeveralCallersTests
{
    private const int LastPage = 5;

    [Fact]
    public async Task Every_search_gets_all_of_its_own_items()
    {
        await using var scene = await Scene.StartAsync();
        Serve(scene);
        var client = scene.Client(options => (options.RequestsPerSecond, options.Burst) = (1000, 1000));

        var searches = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(caller =>
                    client
                        .Models.SearchAsync(new() { Limit = caller }, Scene.Cancelled)
                        .Select(model => model.Id)
                        .ToListAsync(Scene.Cancelled)
                        .AsTask()
                )
        );

        foreach (var (caller, ids) in searches.Index())
            ids.ShouldBe(Enumerable.Range(1, LastPage).Select(page => ((caller + 1) * 100) + page));
    }

    [Fact]
    public async Task A_cancelled_search_asks_for_no_further_page_and_leaves_the_others_alone()
    {
        await using var scene = await Scene.StartAsync();
        Serve(scene);
        var client = scene.Client();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Scene.Cancelled);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var _ in client.Models.SearchAsync(new() { Limit = 1 }, Scene.Cancelled).WithCancellation(gone.Token)
            )
                await gone.CancelAsync();
        });

        scene.Server.Requests.Count.ShouldBe(1);
        (await client.Models.SearchAsync(new() { Limit = 2 }, Scene.Cancelled).CountAsync(Scene.Cancelled)).ShouldBe(
            LastPage
        );
    }

    /// <summary>Pages of one model each, whose number names the caller's limit and the page.</summary>
    private static void Serve(Scene scene) =>
        scene.Server.On(
            "/api/v1/models",
            (RequestDelegate)(
                http =>
                {
                    var page = http.Request.Query["cursor"] is [{ } cursor] ? int.Parse(cursor) : 1;
                    var id = (int.Parse(http.Request.Query["limit"]!) * 100) + page;
                    var next = page < LastPage ? $"\"nextCursor\":{page + 1}" : "";
                    return http.Response.WriteAsync($$$"""{"items":[{"id":{{{id}}}}],"metadata":{{{{next}}}}}""");
                }
            )
        );
}
