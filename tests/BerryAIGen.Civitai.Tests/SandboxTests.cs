using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests;

/// <summary>The client against what the stand-in site has beside models: words, articles, collections, accounts.</summary>
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
    public async Task Todays_words_contain_the_known_model_types() =>
        (await _client.Enums.GetAsync(Cancelled)).ModelTypes.ShouldContain(ModelType.Checkpoint.Value);

    [Fact]
    public async Task Articles_and_collections_are_listed_to_the_end()
    {
        var articles = await _client.Articles.SearchAsync(new() { Limit = 2 }, Cancelled).ToListAsync(Cancelled);
        var collections = await _client.Collections.SearchAsync(new() { Limit = 2 }, Cancelled).ToListAsync(Cancelled);

        articles.Count.ShouldBeGreaterThan(2);
        collections.Count.ShouldBeGreaterThan(2);
        OpenRecord[] all = [.. articles, .. collections];
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
    }
}
