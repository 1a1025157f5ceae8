using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Expectations;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>A library that has nothing yet, and asks for it.</summary>
public sealed class EmptyMirrorTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_are_asked_for_in_one_question_and_each_only_once()
    {
        using var site = new HttpClient { BaseAddress = sandbox.Server.CivitaiUrl };
        var models = JsonNode.Parse(await site.GetStringAsync("/api/v1/models?limit=6", Stop))!["items"]!.AsArray();
        var (first, second) = (IdsOf(models.Take(3)), IdsOf(models.Skip(3)));
        string[] hashes =
        [
            .. models
                .Skip(3)
                .Select(model => model!["modelVersions"]![0]!["files"]![0]!["hashes"]!["SHA256"]!.ToString()),
        ];
        await using var toolkit = await RunningToolkit.StartAsync(
            home: null,
            new Dictionary<string, string> { ["BERRY_CIVITAI_URL"] = sandbox.Server.CivitaiUrl.ToString() },
            "--mirror"
        );
        sandbox.Server.Requests.Clear();

        var lists = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => toolkit.GetAsync($"/api/v1/models?ids={string.Join(',', first)}"))
        );
        var asked = sandbox.Server.Requests.All.Count;
        using var answer = await toolkit.Http.PostAsJsonAsync("/api/v1/model-versions/by-hash", hashes, Stop);
        var versions = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!.AsArray();
        var kept = sandbox.Server.Requests.All.Count;
        await toolkit.GetAsync($"/api/v1/models/{second[0]}");
        await toolkit.GetAsync($"/api/v1/model-versions/by-hash/{hashes[1]}");

        lists.ShouldAllBe(list => IdsOf(list["items"]!.AsArray()).Order().SequenceEqual(first.Order()));
        asked.ShouldBe(1);
        versions.Select(version => version!["modelId"]!.GetValue<int>()).Order().ShouldBe(second.Order());
        // One for the hashes, one for their models.
        kept.ShouldBe(3);
        sandbox.Server.Requests.All.Count.ShouldBe(3);
    }

    private static int[] IdsOf(IEnumerable<JsonNode?> models) =>
        [.. models.Select(model => model!["id"]!.GetValue<int>())];
}

/// <summary>The server with <c>--mirror</c> in front of the Sandbox: the same expectations as of any server of Civitai's API.</summary>
public sealed class SiteMirrorTests(MirroringToolkit mirroring) : IClassFixture<MirroringToolkit>
{
    // Routes that the library has; the others (images, people, articles …) are not about models that are here.
    private static readonly string[] Here =
    [
        "/api/v1/models",
        "/api/v1/model-versions",
        "/api/v1/creators",
        "/api/v1/tags",
        "/api/download/models",
    ];

    // What a library on one's own machine does otherwise, by its reason.
    private static readonly Dictionary<string, string> Otherwise = new(StringComparer.Ordinal)
    {
        ["Access-Control"] = "pages of other sites read nothing here unless a person allows them (--allow-origin)",
        ["key"] = "there are no accounts of Civitai here, and no session",
        ["a public route runs for any method"] = "what only reads is asked for by GET",
        ["a creator of nothing has no count"] = "a list is of what is here, not of all that Civitai has",
        ["a version without files is missing one"] = "what Civitai refuses is not here",
        ["a search finds by tag and type"] = "a list is of what is here, not of all that Civitai has",
        ["the cursor of a search is an offset"] = "a list is of what is here, not of all that Civitai has",
        ["a blocked tag gives an empty page"] = "no tag is blocked on one's own machine",
        ["an archived model is gone"] = "a file that is not here is Civitai's to give or refuse",
        ["a browser is sent to the login page"] = "a file that is not here is Civitai's to give or refuse",
        ["a component comes from the linked version"] = "the library knows no links between versions",
    };

    public static TheoryData<string> Names =>
        [.. ExpectationFile.All.Where(one => IsHere(one) && ReasonAgainst(one) is null).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_library_does_what_is_expected(string name)
    {
        var faults = await ExpectationCheck.RunAsync(
            mirroring.Client,
            ExpectationFile.Get(name),
            TestContext.Current.CancellationToken
        );

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_miss_is_fetched_once_and_kept()
    {
        var stop = TestContext.Current.CancellationToken;
        var first = await mirroring.Client.GetStringAsync("/api/v1/models/128713", stop);
        var asked = mirroring.Asked("/api/v1/models/128713");

        var second = await mirroring.Client.GetStringAsync("/api/v1/models/128713", stop);

        asked.ShouldBe(1);
        mirroring.Asked("/api/v1/models/128713").ShouldBe(1);
        second.ShouldBe(first);
        first.ShouldContain($"{mirroring.Client.BaseAddress}api/download/models/");
    }

    [Fact]
    public async Task What_civitai_does_not_have_is_not_asked_for_again_at_once()
    {
        var stop = TestContext.Current.CancellationToken;
        var hash = new string('e', 64);
        var before = mirroring.Asked("/api/v1/model-versions/by-hash");

        for (var time = 0; time < 3; time++)
        {
            (await mirroring.Client.GetAsync("/api/v1/models/99999991", stop)).StatusCode.ShouldBe(
                HttpStatusCode.NotFound
            );
            await mirroring.Client.GetAsync("/api/v1/model-versions/99999992", stop);
            await mirroring.Client.GetAsync($"/api/v1/model-versions/by-hash/{hash}", stop);
            await mirroring.Client.GetAsync("/api/v1/models?ids=99999993,99999994", stop);
            await mirroring.Client.PostAsJsonAsync("/api/v1/model-versions/by-hash", (string[])[hash], stop);
        }

        mirroring.Asked("/api/v1/models/99999991").ShouldBe(1);
        mirroring.Asked("/api/v1/model-versions/99999992").ShouldBe(1);
        mirroring.Asked($"/api/v1/model-versions/by-hash/{hash}").ShouldBe(1);
        mirroring.Asked("/api/v1/models", "99999993").ShouldBe(1);
        mirroring.Asked("/api/v1/model-versions/by-hash").ShouldBe(before);
    }

    private static bool IsHere(Expectation one) =>
        Here.Any(path =>
            one.Request.Path == path
            || one.Request.Path.StartsWith(path + "/", StringComparison.Ordinal)
            || one.Request.Path.StartsWith(path + "?", StringComparison.Ordinal)
        );

    private static string? ReasonAgainst(Expectation one)
    {
        if (one.Headers?.Keys.Any(name => name.StartsWith("Access-Control", StringComparison.Ordinal)) == true)
            return Otherwise["Access-Control"];
        if (one.Request.Key is not null || one.Request.Path.Contains("token=sandbox", StringComparison.Ordinal))
            return Otherwise["key"];
        return Otherwise.GetValueOrDefault(one.Name);
    }
}
