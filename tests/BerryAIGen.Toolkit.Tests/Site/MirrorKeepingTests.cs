using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>What is not here is fetched from Civitai once, and kept: files, pictures, names.</summary>
public sealed class MirrorKeepingTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IAsyncLifetime
{
    private RunningToolkit toolkit = null!;
    private HttpClient client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        toolkit = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = sandbox.Server.CivitaiUrl.ToString(),
                ["CIVITAI_API_KEY"] = "sandbox-key",
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            },
            "--mirror"
        );
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = toolkit.Http.BaseAddress,
        };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await toolkit.DisposeAsync();
    }

    [Fact]
    public async Task A_file_is_sent_on_at_once_then_kept_and_comes_from_here()
    {
        // One that needs a login: the server's key opens it, whatever the client has.
        var version = Versions().First(version => version.Spec.RequireAuth && IsOpen(version));
        var (address, file) = ($"/api/download/models/{version.Id}", version.Files[0]);
        var other = Versions().First(other => other.Id != version.Id && IsOpen(other));
        using var strange = new HttpRequestMessage(HttpMethod.Get, $"/api/download/models/{other.Id}");
        strange.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var ofAPage = await client.SendAsync(strange, Stop);
        using var first = await client.GetAsync(address, Stop);
        using var storage = new HttpClient();
        var sentOn = await storage.GetByteArrayAsync(first.Headers.Location!, Stop);
        var list = await toolkit.WaitAsync("/api/models/downloads", now => now["downloads"]!.AsArray().Count > 0);
        var task = list["downloads"]!.AsArray().ShouldHaveSingleItem()!;
        var done = await toolkit.UntilAsync(task["task_id"]!.ToString(), "completed");
        using var second = await client.GetAsync(address, Stop);

        ofAPage.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        first.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        first.Headers.Location!.Authority.ShouldBe(sandbox.Server.StorageUrl.Authority);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(sentOn);
        var path = done["files"]![0]!["path"]!.ToString();
        (await File.ReadAllBytesAsync(path, Stop)).ShouldBe(sentOn);
        Path.GetFileName(path).ShouldBe(file.Name);
        (await toolkit.GetAsync("/api/models/downloads"))["downloads"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Names_and_pictures_are_asked_for_once_and_outlive_the_question()
    {
        var version = Versions().First(version => version.Images.Count > 1 && IsOpen(version));
        string[] questions =
        [
            "/api/v1/creators?query=onlooker",
            "/api/v1/tags?query=b_se",
            $"/api/v1/images?modelVersionId={version.Id}&browsingLevel=31",
            "/api/v1/creators?query=nobody-of-this-name",
        ];
        List<JsonNode> first = [];
        foreach (var question in questions)
            first.Add(await toolkit.GetAsync(question));
        var asked = Asked();

        List<JsonNode> second = [];
        foreach (var question in questions)
            second.Add(await toolkit.GetAsync(question));

        first.Select(ItemsOf).ShouldBe([1, 1, version.Images.Count, 0]);
        second.Select(answer => answer.ToJsonString()).ShouldBe(first.Select(answer => answer.ToJsonString()));
        asked.ShouldBe(questions.Length);
        Asked().ShouldBe(asked);
        // What is a day old is asked for again: there may be new pictures.
        await toolkit.WriteAsync(context =>
            context
                .SiteRecords.Where(row => row.Kind == "asked")
                .ExecuteUpdate(set => set.SetProperty(row => row.UpdatedAt, DateTime.UnixEpoch))
        );
        (await toolkit.GetAsync(questions[2]))["items"]!.AsArray().Count.ShouldBe(version.Images.Count);
        Asked().ShouldBe(asked + 1);
        // Kept in the database, not in the answers alone.
        await toolkit.WithDatabaseAsync(async database =>
        {
            await using var context = database.CreateContext();
            context.SiteRecords.Count(row => row.Kind == "image").ShouldBe(version.Images.Count);
            context.SiteRecords.Single(row => row.Kind == "creator").Body.ShouldContain("onlooker");
        });
        // A place whose picture is gone is the end, not the beginning.
        var gone = await toolkit.GetAsync(
            $"/api/v1/images?modelId={version.Model.Id}&browsingLevel=31&cursor=1999999999"
        );
        gone["items"]!.AsArray().ShouldBeEmpty();
        gone["metadata"]!["nextCursor"].ShouldBeNull();
    }

    private int Asked() =>
        sandbox.Server.Requests.All.Count(request =>
            request.Path is "/api/v1/creators" or "/api/v1/tags" or "/api/v1/images"
        );

    private static int ItemsOf(JsonNode answer) => answer["items"]!.AsArray().Count;

    private static bool IsOpen(SeededVersion version) =>
        version.Model.Spec is { Status: "Published", Poi: false, Mode: null, Availability: "Public" }
        && version.Spec is { Status: "Published", UsageControl: "Download", EarlyAccessDays: null }
        && version.Files is [{ Name: var name }]
        && name.EndsWith(".safetensors", StringComparison.Ordinal);

    private IEnumerable<SeededVersion> Versions() =>
        sandbox.Server.Catalogue.Models.SelectMany(model => model.Versions);
}
