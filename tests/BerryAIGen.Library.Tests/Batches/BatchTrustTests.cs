using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Batches;

/// <summary>A batch file may be a stranger's: what it cannot do, whatever it says.</summary>
public sealed class BatchTrustTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Model = TinySafetensors.Create(4096);

    [Fact]
    public async Task Consent_to_danger_is_a_person_s_and_no_file_s()
    {
        List<string> notices = [];
        using var story = new LibraryStory(sandbox, settings: options => options with { OnNotice = notices.Add });
        var pickle = story.Write("evil.pkl", "cposix\nsystem\n(S'true'\ntR."u8);
        var text = $"downloads: [\"{pickle}\"]\nsettings: {{ allow_unsafe: true }}\n";

        var refused = (await RunAsync(story, text)).ShouldHaveSingleItem();
        var told = notices.ToArray();
        var said = (
            await RunAsync(story, text, request => request with { AcceptsDanger = true })
        ).ShouldHaveSingleItem();

        refused.Failure!.Code.ShouldBe(FailureCode.Policy);
        story.Models().Count(file => !file.EndsWith(".rejected", StringComparison.Ordinal)).ShouldBe(1);
        told.ShouldHaveSingleItem().ShouldContain("--allow-unsafe");
        said.State.ShouldBe(DownloadState.Completed, said.Reason);
        notices.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ComfyUI/custom_nodes/evil")]
    [InlineData("ComfyUI/models/.berry")]
    [InlineData(".config/autostart")]
    [InlineData("../../elsewhere")]
    [InlineData("~/elsewhere")]
    public async Task A_folder_that_nobody_gave_it_is_refused(string folder)
    {
        using var story = new LibraryStory(sandbox);

        var item = (await RunAsync(story, $"- {{ reference: 82098, to: \"{folder}\" }}\n")).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Policy);
        item.Reason!.ShouldContain("--allow-outside");
        story.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ComfyUI/custom_nodes")]
    [InlineData("../../elsewhere")]
    [InlineData("~/elsewhere")]
    public async Task A_root_that_nobody_gave_it_is_refused(string root)
    {
        using var story = new LibraryStory(sandbox);

        var entry = await RunAsync(story, $"- {{ reference: 82098, root: \"{root}\", layout: flat }}\n", WithoutRoot);
        var settings = await RunAsync(
            story,
            $"downloads: [\"82098\"]\nsettings: {{ root: \"{root}\", layout: flat }}\n",
            WithoutRoot
        );

        foreach (var item in entry.Concat(settings))
        {
            item.Failure!.Code.ShouldBe(FailureCode.Policy);
            item.Reason!.ShouldContain("--allow-outside");
        }

        story.Files().ShouldBeEmpty();

        static BatchRequest WithoutRoot(BatchRequest request) => request with { Target = DownloadTarget.Default };
    }

    [Fact]
    public async Task An_entry_whose_place_cannot_be_stops_no_other()
    {
        using var story = new LibraryStory(sandbox);

        var items = await RunAsync(
            story,
            "- { reference: 82098, to: beside, layout: nonsense }\n- { reference: 82098, to: \"a\\0b\" }\n- 82098\n"
        );

        items.Count.ShouldBe(3);
        items[1].Failure!.Code.ShouldBe(FailureCode.Usage);
        items[1].Reason!.ShouldContain("zero byte");
        items[2].State.ShouldBe(DownloadState.Completed, items[2].Reason);
    }

    [Fact]
    public async Task Its_own_folder_and_the_models_of_the_root_are_free_to_it_and_others_by_the_line()
    {
        using var other = new TemporaryFolder();
        using var story = new LibraryStory(sandbox);
        var text = $"""
            - reference: 82098
              to: beside
            - reference: 82098
              to: {story.Path("loras", "mine")}
            - reference: 82098
              to: {other.Combine("away")}
            """;

        var items = await RunAsync(story, text);
        var said = await RunAsync(story, text, request => request with { AllowsOutside = true });

        items
            .Select(item => item.State)
            .ShouldBe([DownloadState.Completed, DownloadState.Completed, DownloadState.Refused]);
        said[2].State.ShouldBe(DownloadState.Completed, said[2].Reason);
    }

    [Theory]
    [InlineData("__init__.py")]
    [InlineData("extra_model_paths.yaml")]
    [InlineData("evil.sh")]
    public async Task A_name_that_no_model_has_is_refused_wherever_it_comes_from(string name)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var plain = new RawHttpServer(RawReply.File(Model));
        await using var naming = new RawHttpServer(
            RawReply.File(Model).With("Content-Disposition", $"attachment; filename=\"{name}\"")
        );
        var text = $"""
            - reference: 82098
              filename: {name}
            - url: {naming.Address("/latest")}
            - url: {plain.Address("/files/mine.safetensors")}
            """;

        var items = await RunAsync(story, text);

        items
            .Select(item => item.State)
            .ShouldBe([DownloadState.Refused, DownloadState.Refused, DownloadState.Completed]);
        items.Take(2).ShouldAllBe(item => item.Failure!.Code == FailureCode.Policy && item.Reason!.Contains(name));
        story.Models().ShouldNotContain(file => file.EndsWith(name, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<DownloadItem>> RunAsync(
        LibraryStory story,
        string text,
        Func<BatchRequest, BatchRequest>? change = null
    )
    {
        var request = new BatchRequest
        {
            Path = "list.yaml",
            Text = text,
            Target = story.Request().Target,
        };
        var outcome = await story.Library.Batches.RunAsync(
            change is null ? request : change(request),
            null,
            TestContext.Current.CancellationToken
        );
        return outcome.Items;
    }
}
