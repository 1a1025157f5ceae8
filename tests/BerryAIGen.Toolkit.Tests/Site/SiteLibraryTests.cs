using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using BerryAIGen.Civitai;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Site;
using BerryAIGen.Testing;

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
        bytes.ShouldBe(await File.ReadAllBytesAsync(path, Stop));
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

        all["items"]!.AsArray().Count.ShouldBe(2);
        one["items"]!.AsArray().Count.ShouldBe(1);
        next["items"]![0]!["id"]!.GetValue<int>().ShouldNotBe(one["items"]![0]!["id"]!.GetValue<int>());
        next["metadata"]!["nextCursor"].ShouldBeNull();
        var local = found["items"]!.AsArray().Single()!;
        local["name"]!.ToString().ShouldBe("a file without source");
        local["type"]!.ToString().ShouldBe("LORA");
        loras["items"]!.AsArray().Single()!["id"]!.GetValue<int>().ShouldBe(local["id"]!.GetValue<int>());
        // Its numbers lead to it.
        var number = local["modelVersions"]![0]!["id"]!.GetValue<int>();
        (await toolkit.GetAsync($"/api/v1/model-versions/{number}"))["files"]![0]!["name"]!
            .ToString()
            .ShouldBe("mine.safetensors");
        (await toolkit.Http.GetStringAsync($"/api/download/models/{number}", Stop)).ShouldBe("local bytes");
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
        creator["modelCount"]!.GetValue<int>().ShouldBe(1);
        var models = await toolkit.GetAsync(new Uri(creator["link"]!.ToString()).PathAndQuery + "&nsfw=true");
        models["items"]![0]!["id"]!.GetValue<int>().ShouldBe(Model);
        none["items"]!.AsArray().ShouldBeEmpty();
        none["metadata"]!["hasMore"]!.GetValue<bool>().ShouldBeFalse();
        var told = await toolkit.GetAsync($"/api/v1/models/{Model}");
        tags["items"]!
            .AsArray()
            .Select(tag => tag!["name"]!.ToString())
            .ShouldBe(told["tags"]!.AsArray().Select(tag => tag!.ToString()), ignoreOrder: true);
        mini["hashes"]!["SHA256"]!.ToString().ShouldBe(hash, StringCompareShould.IgnoreCase);
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
    public async Task Many_hashes_are_looked_up_at_once()
    {
        var (_, hash) = await FillAsync();

        var (status, versions) = await toolkit.SendAsync(
            "POST",
            "/api/v1/model-versions/by-hash",
            $"""["{hash.ToUpperInvariant()}","{new string('1', 64)}"]"""
        );

        status.ShouldBe(200);
        versions.AsArray().Single()!["id"]!.GetValue<int>().ShouldBe(Version);
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
