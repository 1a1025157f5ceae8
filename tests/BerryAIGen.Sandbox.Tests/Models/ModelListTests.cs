using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Models;

public sealed class ModelListTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxClient client = new(sandbox.Server);

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData("Highest Rated")]
    [InlineData("Newest")]
    [InlineData("Oldest")]
    [InlineData("Most Downloaded")]
    [InlineData("Most Discussed")]
    public async Task Cursors_lead_through_every_model_once(string sort)
    {
        var whole = await client.ItemsAsync($"api/v1/models?nsfw=true&limit=100&sort={Uri.EscapeDataString(sort)}");
        var pieces = await client.ItemsAsync($"api/v1/models?nsfw=true&limit=7&sort={Uri.EscapeDataString(sort)}");

        whole.Count.ShouldBeGreaterThan(150);
        Ids(pieces).ShouldBe(Ids(whole));
        Ids(whole).ShouldBeUnique();
    }

    [Fact]
    public async Task A_search_has_short_pages_that_are_not_the_last()
    {
        var pages = new List<int>();
        for (var next = "api/v1/models?query=anime&limit=4&baseModels=Pony"; next is not null; )
        {
            var page = await client.JsonAsync(next);
            pages.Add(page["items"]!.AsArray().Count);
            next = page["metadata"]!["nextPage"]?.GetValue<string>();
        }

        pages.SkipLast(1).ShouldContain(count => count < 4);
    }

    [Fact]
    public async Task The_seed_has_every_type_of_model()
    {
        var types = (await client.JsonAsync("api/v1/enums"))["ModelType"]!
            .AsArray()
            .Select(type => type!.GetValue<string>());

        types.Except(sandbox.Server.Catalogue.Models.Select(model => model.Spec.Type)).ShouldBeEmpty();
        sandbox.Server.Catalogue.Models.Count.ShouldBeGreaterThanOrEqualTo(200);
    }

    [Fact]
    public async Task A_hash_of_two_versions_means_the_older_one()
    {
        var copied = sandbox.Server.Catalogue.GetVersion(6100431);
        var version = await client.JsonAsync(
            $"api/v1/model-versions/by-hash/{copied.Files[0].Hashes.AutoV2.ToLowerInvariant()}"
        );
        var older = new[] { copied, sandbox.Server.Catalogue.GetVersion(6100441) }.MinBy(one => one.PublishedAt)!;

        version["id"]!.GetValue<int>().ShouldBe(older.Id);
    }

    [Fact]
    public async Task A_list_of_hashes_gives_one_version_per_file_null_and_strange_addresses()
    {
        var hashes = new[] { 6100431, 6100481 }.Select(id =>
            sandbox.Server.Catalogue.GetVersion(id).Files[0].Hashes.Sha256
        );
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "api/v1/model-versions/by-hash",
            json: $"[\"{string.Join("\",\"", hashes)}\"]"
        );
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var versions = System.Text.Json.Nodes.JsonNode.Parse(text)!.AsArray();

        versions.Count.ShouldBe(4);
        versions.Count(version => version is null).ShouldBe(1);
        versions
            .Where(version => version is not null)
            .Select(version => version!["id"]!.GetValue<int>())
            .ShouldBe([6100431, 6100441, 6100441], ignoreOrder: true);
        text.ShouldContain("https://undefined/api/download/models/");
    }

    [Fact]
    public async Task A_known_tag_spares_the_body()
    {
        using var first = await client.GetAsync("api/v1/models/4201");
        using var second = await client.SendAsync(
            HttpMethod.Get,
            "api/v1/models/4201",
            headers: headers => headers.IfNoneMatch.Add(first.Headers.ETag!)
        );

        ((int)second.StatusCode).ShouldBe(304);
    }

    [Fact]
    public async Task A_model_can_be_added_while_the_server_runs()
    {
        sandbox.Server.Catalogue.Add(
            new Sandbox.Seeding.ModelSpec
            {
                Id = 777_001,
                Name = "Late Linnet",
                Type = "LORA",
                Versions = [new()],
            }
        );

        (await client.JsonAsync("api/v1/models/777001"))["name"]!.GetValue<string>().ShouldBe("Late Linnet");
    }

    [Fact]
    public async Task Unknown_routes_are_named()
    {
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions(),
            TestContext.Current.CancellationToken
        );
        using var own = new SandboxClient(server);

        using var response = await own.GetAsync("api/v1/posts.json");

        ((int)response.StatusCode).ShouldBe(501);
        server.UnknownRequests.Single().Path.ShouldBe("/api/v1/posts.json");
    }

    private static IEnumerable<int> Ids(IEnumerable<System.Text.Json.Nodes.JsonNode> items) =>
        items.Select(item => item["id"]!.GetValue<int>());
}
