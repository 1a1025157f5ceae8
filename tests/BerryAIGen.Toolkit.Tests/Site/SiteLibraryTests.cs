using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using BerryAIGen.Civitai;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Site;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>What is on this machine, for clients of Civitai's API.</summary>
public sealed class SiteLibraryTests(SharedToolkit shared, SandboxFixture sandbox)
    : IClassFixture<SharedToolkit>,
        IClassFixture<SandboxFixture>
{
    private const int Model = 257749;
    private const int Version = 290640;
    private readonly RunningToolkit toolkit = shared.Toolkit;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_products_own_client_finds_what_is_here_and_fetches_it()
    {
        var (path, hash) = await FillAsync();
        using var client = new CivitaiClient(
            new CivitaiOptions { SiteUrl = toolkit.Http.BaseAddress!, ApiKey = "a-key-of-civitai" }
        );

        var model = await client.Models.GetAsync(Model, Stop);
        var version = await client.Versions.GetAsync(Version, Stop);
        var found = await client.Versions.GetByHashAsync(hash, Stop);
        var ids = await client.Versions.FindIdsByHashesAsync([hash, new string('0', 64)], Stop);

        model.Id.ShouldBe(Model);
        // Only the version that is here.
        model.ModelVersions!.Single().Id.ShouldBe(Version);
        version.ModelId.ShouldBe(Model);
        version.Files!.Single().Hashes!.Sha256.ShouldBe(hash, StringCompareShould.IgnoreCase);
        found.Id.ShouldBe(Version);
        ids.ShouldHaveSingleItem();

        var address = new Uri(model.ModelVersions!.Single().Files!.Single().DownloadUrl!);
        address.Authority.ShouldBe(toolkit.Http.BaseAddress!.Authority);
        var bytes = await toolkit.Http.GetByteArrayAsync(address, Stop);
        var here = await File.ReadAllBytesAsync(path, Stop);
        bytes.ShouldBe(here);
        using var part = new HttpRequestMessage(HttpMethod.Get, address);
        part.Headers.Range = new RangeHeaderValue(2, 5);
        using var answer = await toolkit.Http.SendAsync(part, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await answer.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(bytes[2..6]);
        answer.Headers.ETag!.Tag.ShouldBe($"\"{hash}\"");
    }

    [Fact]
    public async Task Lists_narrow_and_page_over_what_is_here()
    {
        await FillAsync();

        var all = await toolkit.GetAsync("/api/v1/models?nsfw=true");
        var one = await toolkit.GetAsync("/api/v1/models?limit=1&sort=Newest&nsfw=true");
        var next = await toolkit.GetAsync(new Uri(one["metadata"]!["nextPage"]!.ToString()).PathAndQuery);
        var found = await toolkit.GetAsync("/api/v1/models?query=without%20source&nsfw=true");
        var loras = await toolkit.GetAsync("/api/v1/models?types=LORA&nsfw=true");

        Proven.Tells("GET /api/v1/models", all, told => told["items"].AsArray().Count.ShouldBe(2));
        one["items"]!.AsArray().Count.ShouldBe(1);
        next["items"]![0]!["id"]!.GetValue<int>().ShouldNotBe(one["items"]![0]!["id"]!.GetValue<int>());
        next["metadata"]!["nextCursor"].ShouldBeNull();
        var local = found["items"]!.AsArray().Single()!;
        local["name"]!.ToString().ShouldBe("a file without source");
        local["type"]!.ToString().ShouldBe("LORA");
        loras["items"]!.AsArray().Single()!["id"]!.GetValue<int>().ShouldBe(local["id"]!.GetValue<int>());
        // Its numbers lead to it.
        var number = local["modelVersions"]![0]!["id"]!.GetValue<int>();
        Proven.Tells(
            "GET /api/v1/model-versions/{id}",
            await toolkit.GetAsync($"/api/v1/model-versions/{number}"),
            told => told["files"][0]["name"].ToString().ShouldBe("mine.safetensors")
        );
        Proven.Tells(
            "GET /api/download/models/{id}",
            await toolkit.Http.GetByteArrayAsync($"/api/download/models/{number}", Stop),
            told => told.ShouldBe("local bytes"u8.ToArray()),
            unlike: await toolkit.Http.GetByteArrayAsync($"/api/download/models/{Version}", Stop)
        );
    }

    [Fact]
    public async Task Creators_tags_and_single_files_are_told_of_what_is_here()
    {
        var (_, hash) = await FillAsync();

        var creators = await toolkit.GetAsync("/api/v1/creators");
        var none = await toolkit.GetAsync("/api/v1/creators?query=nobody-of-this-name");
        var tags = await toolkit.GetAsync("/api/v1/tags?limit=200");
        var mini = await toolkit.GetAsync($"/api/v1/model-versions/mini/{Version}");
        var exact = await toolkit.GetAsync($"/api/v1/model-versions/mini/{Version}?modelFileId={await FileAsync()}");

        var creator = creators["items"]!.AsArray().ShouldHaveSingleItem()!;
        Proven.Tells(
            "GET /api/v1/creators",
            creators,
            told => told["items"][0]["modelCount"].GetValue<int>().ShouldBe(1)
        );
        var models = await toolkit.GetAsync(new Uri(creator["link"]!.ToString()).PathAndQuery + "&nsfw=true");
        models["items"]![0]!["id"]!.GetValue<int>().ShouldBe(Model);
        none["items"]!.AsArray().ShouldBeEmpty();
        none["metadata"]!["hasMore"]!.GetValue<bool>().ShouldBeFalse();
        var told = await toolkit.GetAsync($"/api/v1/models/{Model}");
        var found = await toolkit.GetAsync("/api/v1/models?query=without%20source&nsfw=true");
        var local = await toolkit.GetAsync($"/api/v1/models/{found["items"]![0]!["id"]}");
        Proven.Tells(
            "GET /api/v1/models/{id}",
            told,
            model => model["modelVersions"][0]["id"].GetValue<int>().ShouldBe(Version),
            unlike: local
        );
        Proven.Tells(
            "GET /api/v1/tags",
            tags,
            all =>
                all["items"]
                    .AsArray()
                    .Select(tag => tag["name"].ToString())
                    .ShouldBe(told["tags"]!.AsArray().Select(tag => tag!.ToString()), ignoreOrder: true),
            unlike: await toolkit.GetAsync("/api/v1/tags?limit=1")
        );
        Proven.Tells(
            "GET /api/v1/model-versions/mini/{id}",
            mini,
            file => file["hashes"]["SHA256"].ToString().ShouldBe(hash, StringCompareShould.IgnoreCase),
            unlike: await toolkit.GetAsync($"/api/v1/model-versions/mini/{local["modelVersions"]![0]!["id"]}")
        );
        mini["requireAuth"]!.GetValue<bool>().ShouldBeFalse();
        var address = mini["downloadUrls"]!.AsArray().Single()!.ToString();
        (await toolkit.Http.GetStringAsync(address, Stop)).ShouldBe("some bytes of a model");
        exact["air"]!.ToString().ShouldEndWith($"+{await FileAsync()}");
        (await toolkit.Http.GetStringAsync(exact["downloadUrls"]![0]!.ToString(), Stop)).ShouldBe(
            "some bytes of a model"
        );

        async Task<int> FileAsync() =>
            (await toolkit.GetAsync($"/api/v1/model-versions/{Version}"))["files"]![0]!["id"]!.GetValue<int>();
    }

    [Fact]
    public async Task Images_are_those_that_civitai_told_of_what_is_here_and_the_pictures_beside_the_rest()
    {
        await FillAsync();
        byte[] picture = [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. new byte[50]];
        await File.WriteAllBytesAsync(toolkit.Path("mine.preview.png"), picture, Stop);
        var local = (await toolkit.GetAsync("/api/v1/models?query=without%20source&nsfw=true"))["items"]![0]!;
        var version = sandbox
            .Server.Catalogue.Models.SelectMany(model => model.Versions)
            .First(one => one.Id == Version);

        var told = await toolkit.GetAsync($"/api/v1/images?modelId={Model}&browsingLevel=31");
        var all = await toolkit.GetAsync("/api/v1/images?browsingLevel=31&limit=1");
        var mine = await toolkit.GetAsync($"/api/v1/images?modelId={local["id"]}");
        var nobody = await toolkit.GetAsync("/api/v1/images?modelId=5");
        // The tables are brought up first, so that nothing writes over what is said here.
        await toolkit.GetAsync("/api/generation/search");
        await toolkit.WriteAsync(context =>
            context.GenerationCoverage.Single(row => row.Id == "a file without source").Facts =
                """{"site":{"picture_level":8,"nsfw_level":9}}"""
        );
        var rated = await toolkit.GetAsync($"/api/v1/images?modelId={local["id"]}&browsingLevel=31");
        var safe = await toolkit.GetAsync($"/api/v1/images?modelId={local["id"]}&browsingLevel=3");

        // Of the version that is here alone.
        told["items"]!
            .AsArray()
            .Select(image => image!["id"]!.GetValue<int>())
            .ShouldBe(version.Images.Select(image => image.Id), ignoreOrder: true);
        Proven.Tells(
            "GET /api/v1/images",
            told,
            images => images["items"][0]["modelVersionIds"][0].GetValue<int>().ShouldBe(Version)
        );
        all["items"]!.AsArray().Count.ShouldBe(1);
        var next = await toolkit.GetAsync(new Uri(all["metadata"]!["nextPage"]!.ToString()).PathAndQuery);
        next["items"]![0]!["id"]!.GetValue<int>().ShouldNotBe(all["items"]![0]!["id"]!.GetValue<int>());
        var own = mine["items"]!.AsArray().ShouldHaveSingleItem()!;
        (await toolkit.Http.GetByteArrayAsync(own["url"]!.ToString(), Stop)).ShouldBe(picture);
        (await toolkit.GetAsync($"/api/v1/images?imageId={own["id"]}&browsingLevel=31"))["items"]![0]!["url"]!
            .ToString()
            .ShouldBe(own["url"]!.ToString());
        nobody["items"]!.AsArray().ShouldBeEmpty();
        own["browsingLevel"]!.GetValue<int>().ShouldBe(1);
        var mature = rated["items"]!.AsArray().ShouldHaveSingleItem()!;
        (mature["browsingLevel"]!.GetValue<int>(), mature["nsfwLevel"]!.ToString()).ShouldBe((8, "X"));
        safe["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_hashes_are_looked_up_at_once()
    {
        var (_, hash) = await FillAsync();

        var (status, versions) = await toolkit.SendAsync(
            "POST",
            "/api/v1/model-versions/by-hash",
            $"""["{hash.ToUpperInvariant()}","{new string('1', 64)}"]"""
        );

        status.ShouldBe(200);
        Proven.Tells(
            "POST /api/v1/model-versions/by-hash",
            versions,
            told => told.AsArray().ShouldHaveSingleItem()["id"].GetValue<int>().ShouldBe(Version)
        );
        var (_, ids) = await toolkit.SendAsync("POST", "/api/v1/model-versions/by-hash/ids", $"""["{hash}"]""");
        Proven.Tells(
            "POST /api/v1/model-versions/by-hash/ids",
            ids,
            told => told.AsArray().ShouldHaveSingleItem()["modelVersionId"].GetValue<int>().ShouldBe(Version),
            unlike: (
                await toolkit.SendAsync("POST", "/api/v1/model-versions/by-hash/ids", $"""["{new string('1', 64)}"]""")
            ).Body
        );
        Proven.Tells(
            "GET /api/v1/model-versions/by-hash/{hash}",
            await toolkit.GetAsync($"/api/v1/model-versions/by-hash/{hash}"),
            told => told["id"].GetValue<int>().ShouldBe(Version),
            constant: "One file here has a hash that is known; any other one is not found, as is seen below."
        );
        (await toolkit.SendAsync("GET", $"/api/v1/model-versions/by-hash/{new string('1', 64)}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("GET", "/api/v1/models/5", 404, """{"error":"No model with id 5"}""")]
    [InlineData("GET", "/api/v1/model-versions/5", 404, """{"error":"Model not found"}""")]
    [InlineData("DELETE", "/api/v1/models/5", 405, """{"error":"Method not allowed"}""")]
    [InlineData("GET", "/api/download/models/5?fileId=../../etc/passwd", 404, """{"error":"File not found"}""")]
    public async Task Errors_have_the_form_of_that_api(string method, string path, int status, string body)
    {
        var answer = await toolkit.SendAsync(method, path);

        (answer.Status, answer.Body.ToJsonString()).ShouldBe((status, body));
    }

    // As an index run after a download leaves it: the source's own answers, and a row for each file that is here.
    private async Task<(string Path, string Hash)> FillAsync()
    {
        var path = toolkit.Path("photo.safetensors");
        var bytes = "some bytes of a model"u8.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (File.Exists(path))
            return (path, hash);
        await File.WriteAllBytesAsync(path, bytes, Stop);
        await File.WriteAllTextAsync(toolkit.Path("mine.safetensors"), "local bytes", Stop);
        using var site = new HttpClient { BaseAddress = sandbox.Server.CivitaiUrl };
        var body = await site.GetStringAsync($"/api/v1/models/{Model}", Stop);
        await toolkit.WithDatabaseAsync(async database =>
        {
            await new SiteKeeper(database, TimeProvider.System).KeepModelAsync(
                System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject(),
                Stop
            );
            await using var context = database.CreateContext();
            var file = context
                .ModelFiles.Where(file => file.ModelVersion!.SourceId == "290640")
                .OrderBy(file => file.Id)
                .First();
            file.Sha256 = hash;
            file.Body = null;
            context.Registry.Add(Row("photo", path, file.Id));
            context.Registry.Add(Row("a file without source", toolkit.Path("mine.safetensors"), null));
            await context.SaveChangesAsync(Stop);
        });
        return (path, hash);
    }

    private static ModelRow Row(string name, string path, long? file) =>
        new()
        {
            Id = name,
            Name = name,
            LocalPath = path,
            Root = Path.GetDirectoryName(path),
            Status = Database.Models.ModelStatus.Local,
            ModelFileId = file,
            ModelType = "lora",
        };
}
