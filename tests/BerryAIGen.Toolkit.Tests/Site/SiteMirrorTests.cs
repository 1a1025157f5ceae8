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
        "/api/v1/images",
        "/api/download/models",
    ];

    // What a machine of one's own does otherwise: the reasons stand in docs/civitai-api.md, word for word.
    private const string Pages = "pages of other sites read nothing here unless a person allows them";
    private const string Accounts = "there are no accounts of Civitai here";
    private static readonly Dictionary<string, string> Otherwise = new(StringComparer.Ordinal)
    {
        ["a public route may be read from any page"] = Pages,
        ["a public route answers OPTIONS with nothing"] = Pages,
        ["a mixed route is cacheable without a session"] = Pages,
        ["a public route runs for any method"] = "what only reads is asked for by GET",
        ["a mixed route is not publicly cacheable with a session"] = Accounts,
        ["a private file is for its owner"] = Accounts,
        ["a private file is not for others"] = Accounts,
        ["early access that was bought opens"] = Accounts,
        ["a key opens what needs a login"] = Accounts,
        ["a browser is sent to the login page"] = "the login page is Civitai's",
        ["a blocked tag gives an empty page"] = "no tag is blocked on one's own machine",
        ["an unknown base model of images is an error"] = "Civitai's list of base models is not kept here",
    };

    public static TheoryData<string> Names =>
        [.. ExpectationFile.All.Where(one => IsHere(one) && !Otherwise.ContainsKey(one.Name)).Select(one => one.Name)];

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
    public async Task What_was_asked_before_changes_no_answer()
    {
        string[] names = [.. Names.Select(row => row.Data)];
        List<string> faults = [];
        foreach (var name in names.Concat(names.Reverse()))
        {
            var some = await ExpectationCheck.RunAsync(
                mirroring.Client,
                ExpectationFile.Get(name),
                TestContext.Current.CancellationToken
            );
            faults.AddRange(some.Select(fault => $"{name}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archived_model_lists_no_files_also_when_its_version_was_asked_for()
    {
        var stop = TestContext.Current.CancellationToken;
        var version = await mirroring.Toolkit.GetAsync("/api/v1/model-versions/6100071");
        using var download = await mirroring.Client.GetAsync("/api/download/models/6100071", stop);
        var list = await mirroring.Toolkit.GetAsync("/api/v1/models?ids=610007&archived=1");
        var model = await mirroring.Toolkit.GetAsync("/api/v1/models/610007");

        download.StatusCode.ShouldBe(HttpStatusCode.Gone);
        version["files"]!.AsArray().Count.ShouldBe(1);
        version["downloadUrl"].ShouldBeNull();
        list["items"]![0]!["modelVersions"]![0]!["files"]!.AsArray().ShouldBeEmpty();
        foreach (var versions in (JsonNode[])[list["items"]![0]!["modelVersions"]!, model["modelVersions"]!])
            versions[0]!["downloadUrl"].ShouldBeNull();
        model["modelVersions"]![0]!["files"].ShouldBeNull();
    }

    [Fact]
    public async Task What_differs_is_told_with_its_reason_and_really_differs()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "docs", "civitai-api.md"),
            TestContext.Current.CancellationToken
        );
        foreach (var (name, reason) in Otherwise)
        {
            page.ShouldContain($"| {reason} |", Case.Sensitive, name);
            var faults = await ExpectationCheck.RunAsync(
                mirroring.Client,
                ExpectationFile.Get(name),
                TestContext.Current.CancellationToken
            );
            faults.ShouldNotBeEmpty($"{name} is as expected: it needs no reason any more");
        }
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
}
