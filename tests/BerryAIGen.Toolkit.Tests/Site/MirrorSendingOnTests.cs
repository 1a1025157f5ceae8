using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using Microsoft.AspNetCore.Http;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>Where <c>--mirror</c> sends who asks for a file, and what of the question goes there.</summary>
public sealed class MirrorSendingOnTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_sends_the_file_itself_is_asked_by_the_client_and_what_is_no_answer_is_an_error()
    {
        await using var upstream = await ScriptedServer.StartAsync();
        upstream
            .On("/api/download/models/11", ScriptedAnswer.File(new byte[200_000], name: "a.safetensors"))
            .On("/api/download/models/12", ScriptedAnswer.Json("""{"workflow":"itself"}"""))
            .On("/api/download/models/13", ScriptedAnswer.Json("{}", 304))
            .On("/api/download/models/14", ScriptedAnswer.Json("""{"error":"Gone for good"}""", 410))
            .On("/api/download/models/15", ScriptedAnswer.Redirect(upstream.At("/moved/15"), 301))
            .On("/moved/15", ScriptedAnswer.Redirect(upstream.At("/stored", "localhost"), 302))
            .On("/api/download/models/16", ScriptedAnswer.Redirect(upstream.At("/login?returnUrl=x"), 302))
            .On("/api/download/models/17", ScriptedAnswer.Redirect(upstream.At("/elsewhere", "localhost"), 308))
            .On("/api/download/models/18", ScriptedAnswer.Html("<p>We are back soon</p>"))
            .On("/api/download/models/19", ScriptedAnswer.Redirect(upstream.At("/api/download/models/19"), 307))
            .On("/api/v1/tags", ScriptedAnswer.Json("""{"items":[{"name":"something else"}],"metadata":{}}"""));
        foreach (
            var (number, other) in new[] { (20, Results.Redirect("/login")), (21, Results.Content("Hi", "text/html")) }
        )
            upstream.On(
                $"/api/download/models/{number}",
                context =>
                    (context.Request.Headers.Authorization.Count > 0 ? Results.Bytes(new byte[9]) : other).ExecuteAsync(
                        context
                    )
            );
        await using var toolkit = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = upstream.Url.ToString(),
                ["CIVITAI_API_KEY"] = "key-of-the-server",
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            },
            "--mirror"
        );
        using var client = Client(toolkit);

        using var file = await client.GetAsync("/api/download/models/11?format=SafeTensor", Stop);
        using var json = await client.GetAsync("/api/download/models/12", Stop);
        using var nowhere = await client.GetAsync("/api/download/models/13", Stop);
        using var gone = await client.GetAsync("/api/download/models/14", Stop);
        using var within = await client.GetAsync("/api/download/models/15", Stop);
        using var login = await client.GetAsync("/api/download/models/16", Stop);
        using var moved = await client.GetAsync("/api/download/models/17", Stop);
        using var page = await client.GetAsync("/api/download/models/18", Stop);
        using var circle = await client.GetAsync("/api/download/models/19", Stop);
        using var signIn = await client.GetAsync("/api/download/models/20", Stop);
        using var askedIn = await client.GetAsync("/api/download/models/21", Stop);
        foreach (var _ in (int[])[1, 2])
            (await toolkit.GetAsync("/api/v1/tags?query=some"))["items"]!.AsArray().Count.ShouldBe(1);
        foreach (var _ in (int[])[1, 2])
            (await toolkit.GetAsync("/api/v1/tags?query=nothing"))["items"]!.AsArray().ShouldBeEmpty();

        file.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        file.Headers.Location.ShouldBe(upstream.At("/api/download/models/11?format=SafeTensor"));
        json.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        json.Headers.Location.ShouldBe(upstream.At("/api/download/models/12"));
        (await json.Content.ReadAsStringAsync(Stop)).ShouldNotContain("itself");
        nowhere.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        gone.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await gone.Content.ReadAsStringAsync(Stop)).ShouldContain("Gone for good");
        // A move within Civitai's host is followed with the key; to another host it goes with nobody.
        within.Headers.Location.ShouldBe(upstream.At("/stored", "localhost"));
        upstream
            .Requests.Single(request => request.Path == "/moved/15")
            .Header("Authorization")
            .ShouldBe("Bearer key-of-the-server");
        login.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // Nobody stores a page as a model.
        (signIn.StatusCode, askedIn.StatusCode).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
        moved.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await moved.Content.ReadAsStringAsync(Stop)).ShouldContain("moved to localhost");
        (page.StatusCode, circle.StatusCode).ShouldBe((HttpStatusCode.BadGateway, HttpStatusCode.BadGateway));
        upstream.Requests.ShouldNotContain(request =>
            request.Path.StartsWith("/stored") || request.Path.StartsWith("/elsewhere")
        );
        // An answer of which nothing fits here is an answer as well.
        upstream.Requests.Count(request => request.Path.StartsWith("/api/v1/tags?")).ShouldBe(2);
    }

    [Fact]
    public async Task What_only_the_server_may_have_it_fetches_and_a_component_of_another_version_is_sent_on_by_its_words()
    {
        await using var upstream = await ScriptedServer.StartAsync();
        var open = Versions().Where(IsOpen).Where(version => version.Files.Count == 1).ToList();
        var (kept, linked) = (open[0], open.First(version => version.Model.Id != open[0].Model.Id));
        using var site = new HttpClient { BaseAddress = sandbox.Server.CivitaiUrl };
        var bytes = await site.GetByteArrayAsync($"/api/download/models/{kept.Id}", Stop);
        foreach (var version in (SeededVersion[])[kept, linked])
        {
            await TellAsync($"/api/v1/models/{version.Model.Id}");
            await TellAsync($"/api/v1/model-versions/{version.Id}");
        }

        upstream.On(
            $"/api/download/models/{kept.Id}",
            context =>
                context.Request.Headers.Authorization == "Bearer key-of-the-server"
                    ? Results
                        .Bytes(bytes, "application/octet-stream", enableRangeProcessing: true)
                        .ExecuteAsync(context)
                    : Results.Json("no key", statusCode: 401).ExecuteAsync(context)
        );
        upstream.On(
            $"/api/download/models/{linked.Id}",
            context =>
                context.Request.Query.ContainsKey("fileId")
                    ? Results.NotFound().ExecuteAsync(context)
                    : Results
                        .Redirect(upstream.At("/stored", "localhost").AbsoluteUri, false, true)
                        .ExecuteAsync(context)
        );
        await using var toolkit = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = upstream.Url.ToString(),
                ["CIVITAI_API_KEY"] = "key-of-the-server",
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            },
            "--mirror"
        );
        using var client = Client(toolkit);
        using var strange = new HttpRequestMessage(HttpMethod.Get, $"/api/download/models/{kept.Id}");
        strange.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var ofAPage = await client.SendAsync(strange, Stop);
        using var component = await client.GetAsync($"/api/download/models/{linked.Id}?type=VAE", Stop);
        var before = (await toolkit.GetAsync("/api/models/downloads"))["downloads"]!.AsArray().Count;
        using var first = await client.GetAsync($"/api/download/models/{kept.Id}", Stop);
        var list = await toolkit.WaitAsync("/api/models/downloads", now => now["downloads"]!.AsArray().Count > 0);
        await toolkit.UntilAsync(list["downloads"]![0]!["task_id"]!.ToString(), "completed");
        var second = await client.GetByteArrayAsync($"/api/download/models/{kept.Id}", Stop);

        ofAPage.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        component.Headers.Location.ShouldBe(upstream.At("/stored", "localhost"));
        before.ShouldBe(0);
        first.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        first.Headers.RetryAfter.ShouldNotBeNull();
        second.ShouldBe(bytes);
        upstream.Requests.ShouldAllBe(request => !request.Path.Contains("key-of-the-server"));

        async Task TellAsync(string path)
        {
            var told = JsonNode.Parse(await site.GetStringAsync(path, Stop))!;
            if (path.EndsWith($"/{linked.Id}", StringComparison.Ordinal))
            {
                var other = told["files"]![0]!.DeepClone();
                (other["id"], other["type"], other["primary"]) = (777, "VAE", false);
                told["files"]!.AsArray().Add(other);
            }

            upstream.On(path, ScriptedAnswer.Json(told.ToJsonString()));
        }
    }

    [Fact]
    public async Task The_file_is_named_the_clients_key_goes_nowhere_and_only_a_key_that_may_write_orders()
    {
        // The server empties it.
        var folder = new TemporaryFolder();
        var keys = new Dictionary<string, string>();
        foreach (var scope in (string[])["read", "write", "admin"])
            keys[scope] = (
                await RunningToolkit.RunAsync(
                    folder.Path,
                    "key",
                    "add",
                    $"the {scope}",
                    "--scope",
                    scope,
                    "--database",
                    folder.Combine("library.db")
                )
            ).Output.Trim();
        await using var toolkit = await RunningToolkit.StartAsync(
            folder,
            new Dictionary<string, string>
            {
                ["BERRY_CIVITAI_URL"] = sandbox.Server.CivitaiUrl.ToString(),
                ["CIVITAI_API_KEY"] = "sandbox-key",
                ["BERRY_ALLOW_HOSTS"] = "127.0.0.1,localhost",
            },
            "--mirror",
            "--require-key"
        );
        toolkit.Http.DefaultRequestHeaders.Authorization = new("Bearer", keys["admin"]);
        using var client = Client(toolkit);
        var open = Versions().Where(IsOpen).ToList();
        var read = open.First(version => version.Files.Count == 1);
        var write = open.First(version => version.Files.Count > 1);
        var locked = Versions().First(version => version.Spec.UsageControl != "Download");
        var earlier = sandbox.Server.Requests.All.Count;

        using var byReader = await client.GetAsync(Of(read, keys["read"]), Stop);
        using var byWriter = await client.GetAsync(Of(write, keys["write"], "&format=SafeTensor"), Stop);
        using var unknown = await client.GetAsync($"/api/download/models/7777?token={keys["read"]}&fp=fp16", Stop);
        using var asBrowser = new HttpRequestMessage(HttpMethod.Get, Of(locked, keys["read"]));
        asBrowser.Headers.UserAgent.ParseAdd("Mozilla/5.0");
        using var login = await client.SendAsync(asBrowser, Stop);
        using var nobody = await client.GetAsync($"/api/download/models/{read.Id}", Stop);
        var list = await toolkit.WaitAsync(
            "/api/models/downloads",
            now => now["downloads"]!.AsArray().Any(task => task!["status"]!.ToString() == "completed")
        );

        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        HttpResponseMessage[] sentOn = [byReader, byWriter, login];
        sentOn.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.TemporaryRedirect);
        foreach (var key in keys.Values)
        {
            sentOn.ShouldAllBe(answer => !answer.Headers.Location!.AbsoluteUri.Contains(key));
            sandbox.Server.Requests.All.ShouldAllBe(request => !request.Query.Contains(key));
        }

        sandbox.Server.Requests.All.ShouldAllBe(request => !request.Query.Contains("token"));
        login.Headers.Location!.AbsoluteUri.ShouldStartWith($"{sandbox.Server.CivitaiUrl}api/download/models/");
        Asked(7777).ShouldBe(["?fp=fp16"]);
        // What is sent on is what is kept: one file, by its number.
        Asked(write.Id).Distinct().ShouldHaveSingleItem().ShouldStartWith("?fileId=");
        Asked(read.Id).ShouldBe([$"?fileId={read.Files[0].Id}"]);
        var task = list["downloads"]!.AsArray().ShouldHaveSingleItem()!;
        task["reference"]!.ToString().ShouldContain($"/{write.Id}{Asked(write.Id)[0]}");
        var noted = (await toolkit.GetAsync("/api/audit?limit=500"))["entries"]!
            .AsArray()
            .Where(entry => entry!["what"]!.ToString() == "GET /api/download/models/{id}")
            .ShouldHaveSingleItem()!;
        noted["who"]!.ToString().ShouldBe("the write");
        noted["subject"]!.ToString().ShouldBe(task["model_id"]!.ToString());
        noted["details"]!["from"]!.ToString().ShouldContain("127.0.0.1");

        List<string> Asked(int version) =>
            [
                .. sandbox
                    .Server.Requests.All.Skip(earlier)
                    .Where(request => request.Path == $"/api/download/models/{version}")
                    .Select(request => request.Query),
            ];
    }

    private static string Of(SeededVersion version, string key, string more = "") =>
        $"/api/download/models/{version.Id}?token={key}{more}";

    private static HttpClient Client(RunningToolkit toolkit) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = toolkit.Http.BaseAddress };

    private static bool IsOpen(SeededVersion version) =>
        version.Model.Spec is { Status: "Published", Poi: false, Mode: null, Availability: "Public" }
        && version.Spec is { Status: "Published", UsageControl: "Download", EarlyAccessDays: null }
        && version.Files.All(file => file.Name.EndsWith(".safetensors", StringComparison.Ordinal));

    private IEnumerable<SeededVersion> Versions() =>
        sandbox.Server.Catalogue.Models.SelectMany(model => model.Versions);
}
