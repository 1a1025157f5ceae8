using BerryAIGen.Civitai.Errors;

namespace BerryAIGen.Civitai.Tests.Reading;

public abstract partial class ReadingTests
{
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
    public async Task Every_order_of_models_is_the_sites_own()
    {
        using var site = new CivitaiClient(
            new CivitaiOptions
            {
                SiteUrl = Sandbox.CivitaiUrl,
                RequestsPerSecond = 1000,
                Burst = 1000,
            }
        );
        foreach (var order in (SortOrder[])[SortOrder.Newest, SortOrder.MostDownloaded, SortOrder.HighestRated])
        {
            var wanted = new ModelSearchParameters { SortOrder = order, ModelType = ModelType.Lora };

            var told = await site
                .Models.SearchAsync(wanted, Cancelled)
                .Select(model => model.Id)
                .ToListAsync(Cancelled);

            (await IdsAsync(wanted)).ShouldBe(told, order.Value);
        }
    }

    [Fact]
    public async Task Raw_and_typed_searches_agree()
    {
        var raw = await Client
            .Models.SearchJsonAsync(new() { Nsfw = true }, Cancelled)
            .Select(item => item.GetProperty("id").GetInt32())
            .ToListAsync(Cancelled);

        raw.ShouldBe(await IdsAsync(new() { Nsfw = true }));
    }

    [Fact]
    public async Task The_second_page_of_a_text_search_follows_the_first()
    {
        var first = await Client.GetModelsAsync(
            new()
            {
                Query = "a",
                Limit = 3,
                Nsfw = true,
            },
            Cancelled
        );
        var second = await Client.GetModelsAsync(
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
        var page = await Client.Models.SearchPageAsync(new() { Nsfw = true, Limit = 100 }, Cancelled);

        page.Unreadable.ShouldBeEmpty();
        page.Items.Count.ShouldBe(100);
        foreach (var version in page.Items.SelectMany(model => model.ModelVersions))
        {
            version.UnknownMembers.ShouldBeNull($"version {version.Id}");
            version.Files.Unreadable.ShouldBeEmpty();
            version.Files.ShouldAllBe(file => file.UnknownMembers == null && file.Metadata!.UnknownMembers == null);
        }
    }

    [Fact]
    public async Task A_model_and_its_versions_are_read_one_by_one()
    {
        var listed = (await Client.Models.SearchPageAsync(new() { Limit = 1 }, Cancelled)).Items[0];

        var model = await Client.Models.GetAsync(listed.Id, Cancelled);
        var version = await Client.Versions.GetAsync(model.ModelVersions[0].Id, Cancelled);
        var mini = await Client.Versions.GetMiniAsync(version.Id, null, Cancelled);

        model.Name.ShouldBe(listed.Name);
        version.ModelId.ShouldBe(model.Id);
        version.Model!.Type.ShouldBe(model.Type);
        version
            .Files.Select(file => file.Id)
            .ShouldBe(model.ModelVersions[0].Files.Select(file => file.Id), ignoreOrder: true);
        mini.DownloadUrls.ShouldNotBeEmpty();
        mini.Hashes!.Sha256.ShouldBe(version.Files.First(file => file.Primary == true).Hashes!.Sha256);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await Should.ThrowAsync<CivitaiNotFoundException>(() => Client.Models.GetAsync(99_999_901, Cancelled));
        await Should.ThrowAsync<CivitaiNotFoundException>(() => Client.Versions.GetAsync(99_999_902, Cancelled));
        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            Client.Versions.GetByHashAsync(new string('d', 64), Cancelled)
        );
        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            Client.Models.SearchPageAsync(new() { Username = "nobody-of-this-name" }, Cancelled)
        );
        (await Client.Versions.FindByHashesAsync([new string('d', 64)], Cancelled)).ShouldBeEmpty();
        (await Client.Images.FindAsync(99_999_903, Cancelled)).ShouldBeNull();
    }

    private async Task<List<int>> IdsAsync(ModelSearchParameters parameters) =>
        await Client.Models.SearchAsync(parameters, Cancelled).Select(model => model.Id).ToListAsync(Cancelled);
}
