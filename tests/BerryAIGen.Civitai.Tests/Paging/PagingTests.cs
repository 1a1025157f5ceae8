using System.Text.Json;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Paging;

public sealed class PagingTests
{
    private const string Models = "/api/v1/models";

    [Fact]
    public async Task A_search_follows_the_cursor_unchanged_until_there_is_none()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, Page([1, 2], "\"37|5|9\""), Page([3], null));

        var ids = await IdsAsync(scene, new() { Limit = 2, Nsfw = true });

        ids.ShouldBe([1, 2, 3]);
        Asked(scene).ShouldBe([$"{Models}?limit=2&nsfw=true", $"{Models}?limit=2&nsfw=true&cursor=37%7C5%7C9"]);
    }

    [Fact]
    public async Task Short_and_empty_pages_do_not_end_a_search()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, Page([1], "\"2\""), Page([], "\"4\""), Page([2], null));

        (await IdsAsync(scene, new() { Limit = 2 })).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_numeric_cursor_works()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, Page([1], "101"), Page([2], "null"));

        (await IdsAsync(scene)).ShouldBe([1, 2]);
        Asked(scene)[1].ShouldBe($"{Models}?cursor=101");
    }

    [Fact]
    public async Task An_item_that_comes_twice_is_given_once()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, Page([1, 2], "\"a\""), Page([2, 3], null));

        (await IdsAsync(scene)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_cursor_that_comes_again_ends_the_search()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, Page([1], "\"a\""));

        (await IdsAsync(scene)).ShouldBe([1]);
        Asked(scene).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_next_page_is_followed_without_the_token_it_repeats()
    {
        await using var scene = await Scene.StartAsync();
        var next = $"{scene.Server.Url}api/v1/models?token=secret&limit=1&cursor=1%7C2";
        scene.Server.On(Models, Page([1], "\"1|2\"", next), Page([2], null));

        (await IdsAsync(scene, new() { Limit = 1 })).ShouldBe([1, 2]);
        Asked(scene)[1].ShouldBe($"{Models}?limit=1&cursor=1%7C2");
    }

    [Fact]
    public async Task A_next_page_on_another_host_is_not_followed_there()
    {
        await using var scene = await Scene.StartAsync();
        await using var stranger = await ScriptedServer.StartAsync();
        scene.Server.On(Models, Page([1], "\"a\"", $"{stranger.Url}api/v1/models?cursor=evil"), Page([2], null));

        (await IdsAsync(scene)).ShouldBe([1, 2]);
        Asked(scene)[1].ShouldBe($"{Models}?cursor=a");
        stranger.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_page_mode_the_cursor_of_the_next_page_switches_it_off()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, Page([1], "\"a\""), Page([2], null));

        await IdsAsync(scene, new() { Page = 2, Limit = 1 });

        Asked(scene).ShouldBe([$"{Models}?limit=1&page=2", $"{Models}?limit=1&cursor=a"]);
    }

    [Fact]
    public async Task Creators_are_followed_by_page()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/creators",
            ScriptedAnswer.Json(
                """{"items":[{"username":"a"}],"metadata":{"nextPage":"https://civitai.com/api/v1/creators?limit=1&page=2"}}"""
            ),
            ScriptedAnswer.Json("""{"items":[{"username":5}],"metadata":{"currentPage":2,"totalPages":2}}""")
        );

        var names = await scene
            .Client()
            .Creators.SearchAsync(new() { Limit = 1 }, Scene.Cancelled)
            .Select(creator => creator.Username)
            .ToListAsync(Scene.Cancelled);

        names.ShouldBe(["a", "5"]);
        Asked(scene)[1].ShouldBe("/api/v1/creators?limit=1&page=2");
    }

    [Fact]
    public async Task Tags_are_asked_for_until_a_page_is_short()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/tags", Tags("a", "b"), Tags("c"));

        var names = await scene
            .Client()
            .Tags.SearchAsync(new() { Limit = 2 }, Scene.Cancelled)
            .Select(tag => tag.Name)
            .ToListAsync(Scene.Cancelled);

        names.ShouldBe(["a", "b", "c"]);
        Asked(scene).ShouldBe(["/api/v1/tags?limit=2&page=1", "/api/v1/tags?limit=2&page=2"]);
    }

    [Fact]
    public async Task Tags_that_repeat_themselves_end()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/tags", Tags("a", "b"));

        (
            await scene.Client().Tags.SearchAsync(new() { Limit = 2 }, Scene.Cancelled).CountAsync(Scene.Cancelled)
        ).ShouldBe(2);
    }

    [Fact]
    public async Task Raw_items_come_exactly_as_sent_even_without_an_id()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            Models,
            ScriptedAnswer.Json("""{"items":[{"id":1,"x":1.50},"odd"],"metadata":{"nextCursor":7}}"""),
            ScriptedAnswer.Json("""{"items":[{"id":1},{"id":2}],"metadata":{}}""")
        );

        var items = await scene
            .Client()
            .Models.SearchJsonAsync(null, Scene.Cancelled)
            .Select(item => item.GetRawText())
            .ToListAsync(Scene.Cancelled);

        items.ShouldBe(["""{"id":1,"x":1.50}""", "\"odd\"", """{"id":2}"""]);
    }

    [Fact]
    public async Task A_page_whose_items_are_no_list_has_none_and_keeps_what_came()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, ScriptedAnswer.Json("""{"items":"busy","metadata":{}}"""));

        var page = await scene.Client().Models.SearchPageAsync(null, Scene.Cancelled);

        page.Items.ShouldBeEmpty();
        page.Unreadable.ShouldHaveSingleItem().Json.GetString().ShouldBe("busy");
    }

    private static async Task<List<int>> IdsAsync(Scene scene, ModelSearchParameters? parameters = null) =>
        await scene
            .Client()
            .Models.SearchAsync(parameters, Scene.Cancelled)
            .Select(model => model.Id)
            .ToListAsync(Scene.Cancelled);

    private static List<string> Asked(Scene scene) => [.. scene.Server.Requests.Select(request => request.Path)];

    private static ScriptedAnswer Page(int[] ids, string? cursor, string? next = null)
    {
        var metadata = new List<string>();
        if (cursor is not null)
        {
            metadata.Add($"\"nextCursor\":{cursor}");
        }

        if (next is not null)
        {
            metadata.Add($"\"nextPage\":{JsonSerializer.Serialize(next)}");
        }

        var items = string.Join(',', ids.Select(id => $"{{\"id\":{id}}}"));
        return ScriptedAnswer.Json($"{{\"items\":[{items}],\"metadata\":{{{string.Join(',', metadata)}}}}}");
    }

    private static ScriptedAnswer Tags(params string[] names) =>
        ScriptedAnswer.Json(
            $"{{\"items\":[{string.Join(',', names.Select(name => $"{{\"name\":\"{name}\"}}"))}],"
                + "\"metadata\":{\"totalItems\":0,\"totalPages\":1}}"
        );
}
