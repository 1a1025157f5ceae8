using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Lists;

/// <summary>The nouns beside models and versions: what they ask, and what they make of the answer.</summary>
public sealed class NounTests
{
    [Fact]
    public async Task An_image_asked_for_by_number_is_not_another_one()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/images", ScriptedAnswer.Json("""{"items":[{"id":8},{"id":9,"meta":{"a":1}}]}"""));

        (await scene.Client().Images.FindAsync(9, Scene.Cancelled))!
            .Meta!.Value.GetProperty("a")
            .GetInt32()
            .ShouldBe(1);
        (await scene.Client().Images.FindAsync(7, Scene.Cancelled)).ShouldBeNull();
        scene.Server.Requests[0].Path.ShouldBe("/api/v1/images?imageId=9&browsingLevel=31&withMeta=true&flatMeta=true");
    }

    [Fact]
    public async Task A_free_account_has_no_vault()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/vault/get", ScriptedAnswer.Json("""{"vault":null}"""));

        (await scene.Client().Vault.FindAsync(Scene.Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_toggle_that_failed_is_not_sent_again()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/vault/toggle-version", ScriptedAnswer.Json("""{"error":"busy"}""", 503));

        await Should.ThrowAsync<CivitaiRequestException>(() => scene.Client().Vault.ToggleAsync(5, Scene.Cancelled));

        var request = scene.Server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/api/v1/vault/toggle-version?modelVersionId=5");
    }

    [Fact]
    public async Task The_vault_is_paged_by_number()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/vault/all",
            ScriptedAnswer.Json("""{"items":[{"id":1}],"totalItems":2,"currentPage":1,"totalPages":2}"""),
            ScriptedAnswer.Json("""{"items":[{"id":2}],"totalItems":2,"currentPage":2,"totalPages":2}""")
        );

        var items = await scene.Client().Vault.SearchAsync(null, Scene.Cancelled).ToListAsync(Scene.Cancelled);

        items.Select(item => item.Id).ShouldBe([1, 2]);
        scene.Server.Requests[1].Path.ShouldBe("/api/v1/vault/all?page=2");
    }

    [Fact]
    public async Task The_vault_tells_which_versions_it_keeps()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/vault/check-vault",
            ScriptedAnswer.Json("""[{"modelVersionId":1,"vaultItem":{"id":5}},{"modelVersionId":2,"vaultItem":null}]""")
        );

        var checks = await scene.Client().Vault.CheckAsync([1, 2], Scene.Cancelled);

        checks.Select(check => check.VaultItem?.Id).ShouldBe([5, null]);
    }

    [Theory]
    [InlineData("""{"1":true,"2":false}""", true)]
    [InlineData("[]", null)]
    public async Task Permissions_may_be_an_empty_list(string json, bool? allowed)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/permissions/check", ScriptedAnswer.Json(json));

        var permissions = await scene.Client().Permissions.CheckAsync([1, 2], null, Scene.Cancelled);

        (permissions.TryGetValue(1, out var value) ? value : (bool?)null).ShouldBe(allowed);
        scene
            .Server.Requests[0]
            .Path.ShouldBe("/api/v1/permissions/check?entityIds=1,2&entityType=ModelVersion&permission=Generate");
    }

    [Fact]
    public async Task Todays_words_are_listed()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/enums",
            ScriptedAnswer.Json("""{"ModelType":["LORA","New"],"BaseModel":["Pony"],"Later":["x"]}""")
        );

        var words = await scene.Client().Enums.GetAsync(Scene.Cancelled);

        words.ModelTypes.ShouldBe(["LORA", "New"]);
        words.UnknownMembers!.Keys.ShouldBe(["Later"]);
    }

    [Fact]
    public async Task Me_without_a_tier_is_read()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/me",
            ScriptedAnswer.Json("""{"id":3,"username":"b","status":"active","subject":{"type":"apiKey","id":9}}""")
        );

        var me = await scene.Client().Users.GetMeAsync(Scene.Cancelled);

        me.Tier.ShouldBeNull();
        me.Status.ShouldBe(UserStatus.Active);
        me.Subject!.Id.ShouldBe("9");
    }

    [Fact]
    public async Task No_accounts_ask_nothing()
    {
        await using var scene = await Scene.StartAsync();

        (await scene.Client().Users.FindAsync([], Scene.Cancelled)).Items.ShouldBeEmpty();

        scene.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collections_by_followers_are_one_page()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/collections",
            ScriptedAnswer.Json("""{"items":[{"id":1}],"metadata":{"nextCursor":5}}""")
        );

        var all = scene
            .Client()
            .Collections.SearchAsync(new() { Sort = CollectionSort.MostFollowers }, Scene.Cancelled);

        (await all.CountAsync(Scene.Cancelled)).ShouldBe(1);
        scene.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_article_has_its_text()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/articles/4",
            ScriptedAnswer.Json(
                """{"id":4,"content":"<p>x</p>","user":{"username":7},"coverImage":{"id":1,"url":"u"}}"""
            )
        );

        var article = await scene.Client().Articles.GetAsync(4, Scene.Cancelled);

        article.Content.ShouldBe("<p>x</p>");
        article.User!.Username.ShouldBe("7");
        article.CoverImage!.Url.ShouldBe("u");
    }

    [Fact]
    public async Task A_mini_version_names_its_file()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/v1/model-versions/mini/6",
            ScriptedAnswer.Json(
                """{"air":"urn:air:sdxl:lora:civitai:1@6+2","size":null,"hashes":{},"downloadUrls":["u"],"fees":[{"role":"version","amount":1.5}]}"""
            )
        );

        var mini = await scene.Client().Versions.GetMiniAsync(6, 2, Scene.Cancelled);

        mini.DownloadUrls.ShouldBe(["u"]);
        mini.Fees[0].Amount.ShouldBe(1.5);
        scene.Server.Requests[0].Path.ShouldBe("/api/v1/model-versions/mini/6?modelFileId=2");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_number_that_names_nothing_is_refused_before_it_is_sent(int id)
    {
        using var client = new CivitaiClient();

        Should
            .Throw<ArgumentOutOfRangeException>(() => _ = client.Models.GetAsync(id, Scene.Cancelled))
            .Message.ShouldStartWith("modelId must be above 0.");
    }
}
