using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>Lists by words and numbers by hash of a library that has nothing yet: Civitai is asked once, and it is kept.</summary>
public sealed class MirrorListTests : IClassFixture<AskingToolkit>
{
    private readonly SandboxServer sandbox;
    private readonly RunningToolkit toolkit;

    public MirrorListTests(AskingToolkit asking)
    {
        (sandbox, toolkit) = (asking.Sandbox, asking.Toolkit);
        sandbox.Requests.Clear();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_by_creator_tag_or_search_is_asked_for_once_and_then_read_from_here()
    {
        var (tag, tagged) = Most(model => model.Spec.Tags);
        var (creator, made) = Most(CreatorOf);
        string[] lists =
        [
            $"/api/v1/models?tag={Uri.EscapeDataString(tag)}",
            $"/api/v1/models?username={Uri.EscapeDataString(creator)}",
            $"/api/v1/models?query={Uri.EscapeDataString(tag)}&nsfw=true",
        ];
        Math.Min(tagged, made).ShouldBeGreaterThan(2);
        List<List<int>> told = [];
        using (var site = new HttpClient { BaseAddress = sandbox.CivitaiUrl })
            foreach (var list in lists)
                told.Add(await ReadAsync(path => site.GetStringAsync(path, Stop), $"{list}&limit=100"));
        sandbox.Requests.Clear();

        List<List<int>> first = [];
        foreach (var list in lists)
            first.Add(await ReadAsync(path => toolkit.Http.GetStringAsync(path, Stop), $"{list}&limit=2"));
        var asked = Asked("/api/v1/models");
        List<List<int>> second = [];
        foreach (var list in lists)
            second.Add(await ReadAsync(path => toolkit.Http.GetStringAsync(path, Stop), $"{list}&limit=3"));

        // By tag and by creator also the order is Civitai's.
        first[0].ShouldBe(told[0]);
        first[1].ShouldBe(told[1]);
        first[2].Count.ShouldBe(first[2].Distinct().Count());
        first[2].ShouldBe(told[2], ignoreOrder: true);
        second.Select(ids => string.Join(',', ids)).ShouldBe(first.Select(ids => string.Join(',', ids)));
        asked.ShouldBe(lists.Length);
        Asked("/api/v1/models").ShouldBe(asked);
        // A day later there may be more.
        await toolkit.WriteAsync(context =>
            context
                .SiteRecords.Where(row => row.Kind == SiteRecordRow.Asked)
                .ExecuteUpdate(set => set.SetProperty(row => row.UpdatedAt, DateTime.UnixEpoch))
        );
        await toolkit.GetAsync(lists[0]);
        Asked("/api/v1/models").ShouldBe(asked + 1);
    }

    [Fact]
    public async Task A_tag_that_civitai_does_not_know_brings_nothing_and_neither_do_numbers()
    {
        var before = await CountAsync();

        await toolkit.GetAsync("/api/v1/models?tag=no%20such%20tag");
        await toolkit.GetAsync("/api/v1/models?tag=no%20such%20tag");
        (await toolkit.SendAsync("GET", "/api/v1/models?username=nobody-at-all")).Status.ShouldBe(404);
        await toolkit.GetAsync("/api/v1/models?types=LORA");

        (await CountAsync()).ShouldBe(before);
        Asked("/api/v1/models").ShouldBe(2);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(150)]
    public async Task The_numbers_of_files_are_asked_for_once_however_many_nobody_knows(int unknown)
    {
        var (tag, creator) = (Most(model => model.Spec.Tags).Word, Most(CreatorOf).Word);
        var versions = sandbox
            .Catalogue.Models.Where(model =>
                model.Spec is { Status: "Published", Poi: false, Minor: false, Mode: null, Availability: "Public" }
            )
            // None that the lists of another test bring.
            .Where(model => model.Spec.Creator != creator && !model.Spec.Tags.Contains(tag))
            .Where(model => !model.Spec.Name.Contains(tag, StringComparison.OrdinalIgnoreCase))
            .SelectMany(model => model.Versions)
            .Where(version => version is { Spec.Status: "Published", Files: [{ Spec.Scan: not "Pending" }] })
            // Others with each number: one server answers all.
            .Skip(unknown > 100 ? 3 : 0)
            .Take(3)
            .ToList();
        string[] hashes =
        [
            .. versions.Select(version => version.Files[0].Hashes.All.First(hash => hash.Kind == "SHA256").Value),
            .. Enumerable.Range(0, unknown).Select(number => number.ToString("x64")),
        ];

        versions.Count.ShouldBe(3);

        var first = await IdsAsync(hashes);
        var asked = sandbox.Requests.All.Count;
        var second = await IdsAsync(hashes);

        first.ShouldBe(versions.Select(version => version.Id), ignoreOrder: true);
        second.ShouldBe(first);
        asked.ShouldBeGreaterThan(0);
        sandbox.Requests.All.Count.ShouldBe(asked);
        Asked("/api/v1/model-versions/by-hash/ids").ShouldBe(unknown > 100 ? 1 : 0);
        Asked("/api/v1/model-versions/by-hash").ShouldBe(1);
    }

    [Fact]
    public async Task A_search_that_grows_while_it_is_read_skips_and_repeats_nothing()
    {
        await using var upstream = await ScriptedServer.StartAsync();
        upstream.On(
            "/api/v1/models",
            ScriptedAnswer.Json(Page("more", (1, 5), (2, 4))),
            // What is found later is liked more: by likes it would come first.
            ScriptedAnswer.Json(Page(null, (3, 9), (2, 4), (4, 8)))
        );
        await using var growing = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string> { ["BERRY_CIVITAI_URL"] = upstream.Url.ToString() },
            "--mirror"
        );

        var read = await ReadAsync(
            path => growing.Http.GetStringAsync(path, Stop),
            "/api/v1/models?query=whale&limit=1"
        );

        read.ShouldBe([1, 2, 3, 4]);
        upstream
            .Requests.Select(request => request.Path)
            .ShouldBe(["/api/v1/models?query=whale&limit=100", "/api/v1/models?query=whale&limit=100&cursor=more"]);
    }

    private static string Page(string? cursor, params (int Id, int Likes)[] models) =>
        new JsonObject
        {
            ["items"] = new JsonArray([
                .. models.Select(model => new JsonObject
                {
                    ["id"] = model.Id,
                    ["name"] = $"Whale {model.Id}",
                    ["type"] = "LORA",
                    ["stats"] = new JsonObject { ["thumbsUpCount"] = model.Likes },
                    ["modelVersions"] = new JsonArray(new JsonObject { ["id"] = model.Id * 10, ["name"] = "v1" }),
                }),
            ]),
            ["metadata"] = new JsonObject { ["nextCursor"] = cursor },
        }.ToJsonString();

    private async Task<List<int>> IdsAsync(string[] hashes)
    {
        using var answer = await toolkit.Http.PostAsJsonAsync("/api/v1/model-versions/by-hash/ids", hashes, Stop);
        return
        [
            .. JsonNode
                .Parse(await answer.Content.ReadAsStringAsync(Stop))!
                .AsArray()
                .Select(one => one!["modelVersionId"]!.GetValue<int>()),
        ];
    }

    private async Task<int> CountAsync()
    {
        var count = 0;
        await toolkit.WithDatabaseAsync(async database =>
        {
            await using var context = database.CreateContext();
            count = await context.SourceModels.CountAsync(Stop);
        });
        return count;
    }

    private int Asked(string path) => sandbox.Requests.All.Count(request => request.Path == path);

    // What most models have, and how many.
    private static IEnumerable<string> CreatorOf(SeededModel model) => model.Spec.Creator is { } name ? [name] : [];

    private (string Word, int Count) Most(Func<SeededModel, IEnumerable<string>> words) =>
        sandbox
            .Catalogue.Models.Where(model => model.Spec is { Status: "Published", Nsfw: false, Poi: false })
            .SelectMany(words)
            .GroupBy(word => word)
            .Where(group => group.Count() < 90)
            .Select(group => (group.Key, group.Count()))
            .MaxBy(group => group.Item2);

    private static async Task<List<int>> ReadAsync(Func<string, Task<string>> get, string path)
    {
        List<int> ids = [];
        for (string? next = path; next is not null; )
        {
            var page = JsonNode.Parse(await get(next))!;
            ids.AddRange(page["items"]!.AsArray().Select(model => model!["id"]!.GetValue<int>()));
            next = page["metadata"]!["nextCursor"] is { } cursor
                ? $"{path}&cursor={Uri.EscapeDataString(cursor.ToString())}"
                : null;
        }

        return ids;
    }
}

/// <summary>A server with an empty library that asks a Sandbox of its own.</summary>
public sealed class AskingToolkit : IAsyncLifetime
{
    private readonly SandboxFixture sandbox = new();
    private RunningToolkit? toolkit;

    public SandboxServer Sandbox => sandbox.Server;

    public RunningToolkit Toolkit => toolkit ?? throw new InvalidOperationException("The server has not started yet.");

    public async ValueTask InitializeAsync()
    {
        await sandbox.InitializeAsync();
        toolkit = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string> { ["BERRY_CIVITAI_URL"] = sandbox.Server.CivitaiUrl.ToString() },
            "--mirror"
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (toolkit is not null)
            await toolkit.DisposeAsync();
        await sandbox.DisposeAsync();
    }
}
