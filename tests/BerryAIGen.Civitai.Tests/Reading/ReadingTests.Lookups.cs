namespace BerryAIGen.Civitai.Tests.Reading;

public abstract partial class ReadingTests
{
    [Fact]
    public async Task Every_hash_of_a_page_is_found_again_in_bulk()
    {
        var page = await Client.Models.SearchPageAsync(new() { Nsfw = true, Limit = 100 }, Cancelled);
        var hashes = page
            .Items.SelectMany(model => model.ModelVersions)
            .SelectMany(version => version.Files)
            .Select(file => file.Hashes?.Sha256)
            .OfType<string>()
            .Distinct()
            .ToList();

        var ids = await Client.Versions.FindIdsByHashesAsync(hashes, Cancelled);
        var versions = await Client.Versions.FindByHashesAsync(hashes, Cancelled);

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
    public async Task A_file_is_found_by_each_of_its_hashes()
    {
        var version = (await Client.Models.SearchPageAsync(new() { Limit = 20 }, Cancelled))
            .Items.SelectMany(model => model.ModelVersions)
            .First(version => version.Files.Any(file => file.Hashes is { Blake3: not null, AutoV2: not null }));
        var hashes = version.Files.First(file => file.Hashes is { Blake3: not null, AutoV2: not null }).Hashes!;

        string?[] all = [hashes.Sha256, hashes.AutoV1, hashes.AutoV2, hashes.AutoV3, hashes.Crc32, hashes.Blake3];
        foreach (var hash in all.OfType<string>())
            (await Client.Versions.GetByHashAsync(hash, Cancelled)).Id.ShouldBe(version.Id, hash);
    }

    [Fact]
    public async Task Images_are_listed_in_small_pages_as_in_large_ones()
    {
        var small = await ImagesAsync(new() { Limit = 20 });
        var large = await ImagesAsync(new() { Limit = 200 });

        small.Count.ShouldBeGreaterThan(40);
        small.ShouldBeUnique();
        small.Select(image => image.Id).ShouldBe(large.Select(image => image.Id), ignoreOrder: true);
        large.ShouldAllBe(image => image.UnknownMembers == null && image.NsfwLevel != null);
        large.ShouldContain(image => image.Meta != null);
    }

    [Fact]
    public async Task Images_of_a_model_are_those_of_its_versions_and_each_is_found_by_its_number()
    {
        var model = Sandbox.Catalogue.Models.First(model =>
            model.Spec is { Status: "Published", Poi: false, Mode: null, Availability: not "Private" }
            && model.Versions.Count > 1
            && model.Versions.All(version => version.Spec.Status == "Published" && version.Images.Count > 0)
        );
        var versions = model.Versions;

        var ofModel = await ImagesAsync(new() { ModelId = model.Id, Limit = 3 });
        var ofVersion = await ImagesAsync(new() { ModelVersionId = versions[0].Id });
        var one = await Client.Images.FindAsync(versions[0].Images[0].Id, Cancelled);

        ofModel
            .Select(image => image.Id)
            .ShouldBe(
                versions.SelectMany(version => version.Images).Select(image => image.Id),
                ignoreOrder: true,
                model.Id.ToString()
            );
        ofVersion.Select(image => image.Id).ShouldBe(versions[0].Images.Select(image => image.Id), ignoreOrder: true);
        one!.Id.ShouldBe(versions[0].Images[0].Id);
        one.Username.ShouldBe(model.Spec.Creator);
    }

    [Fact]
    public async Task Creators_and_tags_are_listed_to_the_end()
    {
        var creators = await Client.Creators.SearchAsync(new() { Limit = 3 }, Cancelled).ToListAsync(Cancelled);
        var tags = await Client.Tags.SearchAsync(new() { Limit = 3 }, Cancelled).ToListAsync(Cancelled);

        creators.Count.ShouldBeGreaterThan(3);
        creators.Select(creator => creator.Username).ShouldBeUnique();
        tags.Count.ShouldBeGreaterThan(3);
        tags.Select(tag => tag.Name).ShouldBeUnique();
        OpenRecord[] all = [.. creators, .. tags];
        all.SelectMany(item => item.UnknownMembers?.Keys ?? []).Distinct().ShouldBeEmpty();
    }

    private async Task<List<Image>> ImagesAsync(ImageSearchParameters wanted) =>
        await Client
            .Images.SearchAsync(wanted with { Maturity = MaturityLevels.All, WithMeta = true }, Cancelled)
            .ToListAsync(Cancelled);
}
