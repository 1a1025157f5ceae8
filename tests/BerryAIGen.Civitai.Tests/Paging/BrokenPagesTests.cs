using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;
using Microsoft.AspNetCore.Http;

namespace BerryAIGen.Civitai.Tests.Paging;

/// <summary>Lists whose end cannot be told: they neither end early nor go on for ever.</summary>
public sealed class BrokenPagesTests
{
    private const string Models = "/api/v1/models";

    [Theory]
    [InlineData("""{"items":[{"id":1}],"metadata":"later"}""", "$.metadata")]
    [InlineData("""{"items":[{"id":1}],"metadata":[1]}""", "$.metadata")]
    [InlineData("""{"items":[{"id":1}],"metadata":{"nextCursor":{"a":1}}}""", "$.metadata.nextCursor")]
    [InlineData("""{"items":[{"id":1}],"metadata":{"nextPage":["x"]}}""", "$.metadata.nextPage")]
    [InlineData("""{"items":"busy","metadata":{}}""", "$.items")]
    public async Task A_page_that_hides_what_follows_does_not_count_as_the_last(string json, string field)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Models, ScriptedAnswer.Json(json));

        var typed = await Should.ThrowAsync<CivitaiInvalidReplyException>(() =>
            scene.Client().Models.SearchAsync(null, Scene.Cancelled).CountAsync(Scene.Cancelled).AsTask()
        );
        var raw = await Should.ThrowAsync<CivitaiInvalidReplyException>(() =>
            scene.Client().Models.SearchJsonAsync(null, Scene.Cancelled).CountAsync(Scene.Cancelled).AsTask()
        );

        typed.Field.ShouldBe(field);
        raw.Field.ShouldBe(field);
    }

    [Fact]
    public async Task Ever_new_cursors_without_a_new_item_are_followed_fifty_times()
    {
        await using var scene = await Scene.StartAsync();
        var asked = 0;
        scene.Server.On(
            Models,
            (RequestDelegate)(
                http =>
                    http.Response.WriteAsync(
                        $$$"""{"items":[{"id":1}],"metadata":{"nextCursor":{{{Interlocked.Increment(ref asked)}}}}}"""
                    )
            )
        );
        var ids = new List<int>();

        var error = await Should.ThrowAsync<CivitaiInvalidReplyException>(async () =>
        {
            await foreach (var model in Quick(scene).Models.SearchAsync(null, Scene.Cancelled))
                ids.Add(model.Id);
        });

        ids.ShouldBe([1]);
        error.Message.ShouldContain("models?cursor=50");
        asked.ShouldBe(51);
    }

    [Fact]
    public async Task A_vault_that_promises_ever_more_pages_is_not_followed_for_ever()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/vault/all", ScriptedAnswer.Json("""{"items":[],"totalPages":2000000000}"""));

        await Should.ThrowAsync<CivitaiInvalidReplyException>(() =>
            Quick(scene).Vault.SearchAsync(null, Scene.Cancelled).CountAsync(Scene.Cancelled).AsTask()
        );

        scene.Server.Requests.Count.ShouldBe(50);
    }

    private static CivitaiClient Quick(Scene scene) =>
        scene.Client(options => (options.RequestsPerSecond, options.Burst) = (1000, 1000));
}
