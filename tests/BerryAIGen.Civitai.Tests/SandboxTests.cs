using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests;

/// <summary>The client against a whole stand-in site, with its generated catalogue.</summary>
public sealed class SandboxTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly CivitaiClient _client = new(
        new CivitaiOptions
        {
            SiteUrl = sandbox.Server.CivitaiUrl,
            ApiKey = "sandbox-key",
            RequestsPerSecond = 1000,
            Burst = 1000,
        }
    );

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Small_pages_hold_the_same_models_as_large_ones()
    {
        var small = await IdsAsync(new() { Nsfw = true, Limit = 7 });
        var large = await IdsAsync(new() { Nsfw = true, Limit = 100 });

        small.Count.ShouldBeGreaterThan(100);
        small.ShouldBe(large);
        small.ShouldBeUnique();
    }

    [Fact]
    public async Task Raw_and_typed_searches_agree()
    {
        var raw = await _client
            .Models.SearchJsonAsync(new() { Nsfw = true }, Cancelled)
            .Select(item => item.GetProperty("id").GetInt32())
            .ToListAsync(Cancelled);

        raw.ShouldBe(await IdsAsync(new() { Nsfw = true }));
    }

    [Fact]
    public async Task The_second_page_of_a_text_search_follows_the_first()
    {
        var first = await _client.GetModelsAsync(
            new()
            {
                Query = "a",
                Limit = 3,
                Nsfw = true,
            },
            Cancelled
        );
        var second = await _client.GetModelsAsync(
            new()
            {
                Query = "a",
                Limit = 3,
                Nsfw = true,
                Page = 2,
            },
            Cancelled
        );

        second!.Items.ShouldNotBeEmpty();
        second.Items.Select(model => model.Id).Intersect(first!.Items.Select(model => model.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_the_catalogue_is_unreadable_or_of_unexpected_type()
    {
        var page = await _client.Models.SearchPageAsync(new() { Nsfw = true, Limit = 100 }, Cancelled);

        page.Unreadable.ShouldBeEmpty();
        foreach (var version in page.Items.SelectMany(model => model.ModelVersions))
        {
            version.UnknownMembers.ShouldBeNull($"version {version.Id}");
            version.Files.Unreadable.ShouldBeEmpty();
            version.Files.ShouldAllBe(file => file.UnknownMembers == null && file.Metadata!.UnknownMembers == null);
        }
    }

    [Fact]
    public async Task Every_hash_of_a_page_is_found_again_in_bulk()
    {
        var page = await _client.Models.SearchPageAsync(new() { Nsfw = true, Limit = 100 }, Cancelled);
        var hashes = page
            .Items.SelectMany(model => model.ModelVersions)
            .SelectMany(version => version.Files)
            .Select(file => file.Hashes?.Sha256)
            .OfType<string>()
            .Distinct()
            .ToList();

        var ids = await _client.Versions.FindIdsByHashesAsync(hashes, Cancelled);
        var versions = await _client.Versions.FindByHashesAsync(hashes, Cancelled);

        hashes.Count.ShouldBeGreaterThan(100);
        ids.Keys.ShouldBe(hashes, ignoreOrder: true);
        versions
            .Values.SelectMany(found => found)
            .ShouldAllBe(version => version.DownloadUrl == null || !version.DownloadUrl.Contains("undefined"));
        foreach (var (hash, found) in versions)
        {
            found.Select(version => version.Id).ShouldBeSubsetOf(ids[hash].Select(match => match.ModelVersionId));
        }
    }

    [Fact]
    public async Task A_model_and_its_versions_are_read_one_by_one()
    {
        var listed = (await _client.Models.SearchPageAsync(new() { Limit = 1 }, Cancelled)).Items[0];

        var model = await _client.Models.GetAsync(listed.Id, Cancelled);
        var version = await _client.Versions.GetAsync(model.ModelVersions[0].Id, Cancelled);

        model.Name.ShouldBe(listed.Name);
        version.ModelId.ShouldBe(model.Id);
        version.Model!.Type.ShouldBe(model.Type);
        version
            .Files.Select(file => file.Id)
            .ShouldBe(model.ModelVersions[0].Files.Select(file => file.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Todays_words_contain_the_known_model_types() =>
        (await _client.Enums.GetAsync(Cancelled)).ModelTypes.ShouldContain(ModelType.Checkpoint.Value);

    [Fact]
    public async Task Images_are_listed_in_small_pages_as_in_large_ones()
    {
        var small = await ImagesAsync(20);
        var large = await ImagesAsync(200);

        small.Count.ShouldBeGreaterThan(40);
        small.Select(image => image.Id).ShouldBe(large.Select(image => image.Id), ignoreOrder: true);
        large.ShouldAllBe(image => image.UnknownMembers == null && image.NsfwLevel != null);
        large.ShouldContain(image => image.Meta != null);
    }

    [Fact]
    public async Task Creators_tags_articles_and_collections_are_listed_to_the_end()
    {
        var creators = await _client.Creators.SearchAsync(new() { Limit = 3 }, Cancelled).ToListAsync(Cancelled);
        var tags = await _client.Tags.SearchAsync(new() { Limit = 3 }, Cancelled).ToListAsync(Cancelled);
        var articles = await _client.Articles.SearchAsync(new() { Limit = 2 }, Cancelled).ToListAsync(Cancelled);
        var collections = await _client.Collections.SearchAsync(new() { Limit = 2 }, Cancelled).ToListAsync(Cancelled);

        creators.Count.ShouldBeGreaterThan(3);
        creators.Select(creator => creator.Username).ShouldBeUnique();
        tags.Count.ShouldBeGreaterThan(3);
        articles.Count.ShouldBeGreaterThan(2);
        collections.Count.ShouldBeGreaterThan(2);
        OpenRecord[] all = [.. creators, .. tags, .. articles, .. collections];
        all.SelectMany(item => item.UnknownMembers?.Keys ?? []).Distinct().ShouldBeEmpty();
        (await _client.Articles.GetAsync(articles[0].Id, Cancelled)).Content.ShouldNotBeNull();
        (await _client.Collections.GetAsync(collections[0].Id, Cancelled)).Name.ShouldBe(collections[0].Name);
    }

    [Fact]
    public async Task The_keys_account_its_vault_and_permissions_are_read()
    {
        var me = await _client.Users.GetMeAsync(Cancelled);
        var model = (await _client.Models.SearchPageAsync(new() { Limit = 1 }, Cancelled)).Items[0];
        var version = model.ModelVersions[0].Id;
        var before = (await _client.Vault.CheckAsync([version], Cancelled))[0].VaultItem;

        await _client.Vault.ToggleAsync(version, Cancelled);

        var after = (await _client.Vault.CheckAsync([version], Cancelled))[0].VaultItem;
        (before is null).ShouldNotBe(after is null);
        (await _client.Vault.FindAsync(Cancelled))!.UserId.ShouldBe(me.Id);
        (await _client.Vault.SearchAsync(new() { Limit = 1 }, Cancelled).CountAsync(Cancelled)).ShouldBeGreaterThan(0);
        var creator = (await _client.Users.SearchAsync(model.Creator!.Username!, Cancelled)).Items[0];
        (await _client.Users.FindAsync([creator.Id], Cancelled)).Items[0].Username.ShouldBe(model.Creator.Username);
        (await _client.Permissions.CheckAsync([version], me.Id, Cancelled)).Keys.ShouldBe([version]);
        (await _client.Versions.GetMiniAsync(version, null, Cancelled)).DownloadUrls.ShouldNotBeEmpty();
    }

    private async Task<List<Image>> ImagesAsync(int limit) =>
        await _client
            .Images.SearchAsync(
                new()
                {
                    Maturity = MaturityLevels.All,
                    Limit = limit,
                    WithMeta = true,
                },
                Cancelled
            )
            .ToListAsync(Cancelled);

    private async Task<List<int>> IdsAsync(ModelSearchParameters parameters) =>
        await _client.Models.SearchAsync(parameters, Cancelled).Select(model => model.Id).ToListAsync(Cancelled);
}
