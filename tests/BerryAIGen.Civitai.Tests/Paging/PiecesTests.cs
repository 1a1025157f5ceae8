using BerryAIGen.Civitai.Tests.Transport;
using Microsoft.AspNetCore.Http;

namespace BerryAIGen.Civitai.Tests.Paging;

/// <summary>Many numbers are asked for in pieces that fit into one address.</summary>
public sealed class PiecesTests
{
    private static readonly int[] Many = [.. Enumerable.Range(1, 250), 1, 2];

    [Fact]
    public async Task Accounts()
    {
        await using var scene = await Scene.StartAsync();
        Answer(scene, "/api/v1/users", "ids", ids => $$"""{"items":[{{Join(ids, id => $"{{\"id\":{id}}}")}},7]}""");

        var found = await scene.Client().Users.FindAsync(Many, Scene.Cancelled);

        found.Items.Select(user => user.Id).ShouldBe(Enumerable.Range(1, 250));
        found.Unreadable.Select(odd => odd.Position).ShouldBe([100, 201, 252]);
        scene.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Versions_in_the_vault()
    {
        await using var scene = await Scene.StartAsync();
        Answer(
            scene,
            "/api/v1/vault/check-vault",
            "modelVersionIds",
            ids => $"[{Join(ids, id => $"{{\"modelVersionId\":{id},\"vaultItem\":null}}")}]"
        );

        var checks = await scene.Client().Vault.CheckAsync(Many, Scene.Cancelled);

        checks.Select(check => check.ModelVersionId).ShouldBe(Enumerable.Range(1, 250));
        scene.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Permissions()
    {
        await using var scene = await Scene.StartAsync();
        Answer(scene, "/api/v1/permissions/check", "entityIds", ids => $"{{{Join(ids, id => $"\"{id}\":true")}}}");

        var permissions = await scene.Client().Permissions.CheckAsync(Many, null, Scene.Cancelled);

        permissions.Keys.ShouldBe(Enumerable.Range(1, 250), ignoreOrder: true);
        scene.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Models_with_and_without_their_raw_form()
    {
        await using var scene = await Scene.StartAsync();
        Answer(scene, "/api/v1/models", "ids", ids => $$"""{"items":[{{Join(ids, id => $"{{\"id\":{id}}}")}}]}""");
        var wanted = new ModelSearchParameters { Ids = Many, Nsfw = true };

        var typed = await scene.Client().Models.SearchAsync(wanted, Scene.Cancelled).ToListAsync(Scene.Cancelled);
        var raw = await scene.Client().Models.SearchJsonAsync(wanted, Scene.Cancelled).CountAsync(Scene.Cancelled);

        typed.Select(model => model.Id).ShouldBe(Enumerable.Range(1, 250));
        raw.ShouldBe(250);
        scene.Server.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public void Too_many_ids_for_one_page_are_refused_before_anything_is_asked()
    {
        using var client = new CivitaiClient();

        Should
            .Throw<ArgumentException>(() => _ = client.Models.SearchPageAsync(new() { Ids = Many }, Scene.Cancelled))
            .Message.ShouldStartWith("252 ids are too many for one page");
        Should.Throw<ArgumentException>(() =>
            _ = client.Models.SearchAsync(new() { Ids = Many, Cursor = "1" }, Scene.Cancelled)
        );
    }

    private static void Answer(Scene scene, string path, string name, Func<int[], string> json) =>
        scene.Server.On(
            path,
            (RequestDelegate)(
                http =>
                    http.Response.WriteAsync(
                        json([.. http.Request.Query[name].ToString().Split(',').Select(id => int.Parse(id))])
                    )
            )
        );

    private static string Join(int[] ids, Func<int, string> json) => string.Join(',', ids.Select(json));
}
