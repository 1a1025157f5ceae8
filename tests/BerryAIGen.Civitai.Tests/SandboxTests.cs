using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests;

/// <summary>The client against a whole stand-in site, with its generated catalogue.</summary>
public sealed class SandboxTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly CivitaiClient _client = new(
        new CivitaiOptions
        {
            SiteUrl = sandbox.Server.CivitaiUrl,
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

    private async Task<List<int>> IdsAsync(ModelSearchParameters parameters) =>
        await _client.Models.SearchAsync(parameters, Cancelled).Select(model => model.Id).ToListAsync(Cancelled);
}
