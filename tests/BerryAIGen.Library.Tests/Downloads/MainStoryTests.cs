using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

public sealed class MainStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Page = "models/257749?modelVersionId=290640";
    private const string Checkpoint = "juniperToonXL_v6StartWithThisOne.safetensors";

    [Fact]
    public async Task Three_kinds_of_reference_land_in_comfyui_s_folders()
    {
        using var story = new LibraryStory(sandbox);

        var items = await story.DownloadAsync(
            new Uri(sandbox.Server.CivitaiUrl, Page).AbsoluteUri,
            "urn:air:sd1:lora:civitai:82098@87153",
            "version:9208"
        );

        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        items.Select(item => item.VerifiedBy).ShouldBe(["sha256", "sha256", "sha256"]);
        items[0].Path.ShouldBe(story.Path("checkpoints", Checkpoint));
        items[1].Path!.ShouldStartWith(story.Path("loras"));
        items[2].Path!.ShouldStartWith(story.Path("embeddings"));
        foreach (var item in items)
        {
            var bytes = await File.ReadAllBytesAsync(item.Path!, TestContext.Current.CancellationToken);
            Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(item.Sha256);
            item.TransferredBytes.ShouldBe(bytes.Length);
        }

        story.Files().ShouldNotContain(file => file.Contains(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sidecar_tells_all_that_is_known()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();

        item.Sidecar.ShouldBe(item.Path + ".civitai.json");
        var record = JsonNode.Parse(await File.ReadAllTextAsync(item.Sidecar!, TestContext.Current.CancellationToken))!;
        record["model_id"]!.GetValue<int>().ShouldBe(82098);
        record["version_id"]!.GetValue<int>().ShouldBe(87153);
        record["hashes"]!["sha256"]!.GetValue<string>().ShouldBe(item.Sha256);
        record["verified_by"]!.GetValue<string>().ShouldBe("sha256");
        record["trigger_words"]![0]!.GetValue<string>().ShouldBe("moredetail");
        record["base_model"].ShouldNotBeNull();
        record["creator"].ShouldNotBeNull();
        record["statistics"]!["downloadCount"].ShouldNotBeNull();
        record["licence"]!["allow_no_credit"].ShouldNotBeNull();
        record["model"]!["name"]!.GetValue<string>().ShouldBe("More Detail Slider");
        record["version"]!["id"]!.GetValue<int>().ShouldBe(87153);
        record["file"]!["id"].ShouldNotBeNull();
        record["fetched_at"].ShouldNotBeNull();
        var preview = Path.Combine(Path.GetDirectoryName(item.Path)!, record["preview"]!.GetValue<string>());
        File.Exists(preview).ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_again_transfers_nothing()
    {
        using var story = new LibraryStory(sandbox);
        await story.DownloadAsync("82098");

        var again = (await story.DownloadAsync("model:82098")).ShouldHaveSingleItem();

        again.State.ShouldBe(DownloadState.AlreadyPresent);
        again.TransferredBytes.ShouldBe(0);
        again.Sidecar.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_plan_writes_nothing()
    {
        using var story = new LibraryStory(sandbox);

        var items = await story.Library.PlanAsync(
            story.Request("257749", "82098"),
            TestContext.Current.CancellationToken
        );

        items.ShouldAllBe(item => item.State == DownloadState.Planned);
        items[0].Path.ShouldBe(story.Path("checkpoints", Checkpoint));
        items[0].SizeBytes.ShouldNotBeNull();
        story.Files().ShouldBeEmpty();
        Directory.GetDirectories(story.Path()).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_files_of_a_version_go_to_the_folders_of_their_own_types()
    {
        using var story = new LibraryStory(sandbox);
        var request = story.Request("257749@290640") with { Choice = new FileChoice { All = true } };

        var items = await story.Library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        items
            .Select(item => item.Path)
            .ShouldBe([story.Path("checkpoints", Checkpoint), story.Path("vae", "juniper_vae.safetensors")]);
    }

    [Fact]
    public async Task A_hash_finds_its_file()
    {
        using var story = new LibraryStory(sandbox);
        var file = sandbox.Server.Catalogue.GetVersion(290640).Files[1];

        var item = (await story.DownloadAsync(file.Hashes.Sha256)).ShouldHaveSingleItem();

        item.Path.ShouldBe(story.Path("vae", "juniper_vae.safetensors"));
    }

    [Fact]
    public async Task A_failed_reference_never_stops_the_others()
    {
        using var story = new LibraryStory(sandbox);

        var items = await story.DownloadAsync("999999", "nonsense here", "82098");

        items
            .Select(item => item.State)
            .ShouldBe([DownloadState.Failed, DownloadState.Failed, DownloadState.Completed]);
        items[0].Failure!.Code.ShouldBe(FailureCode.NotFound);
        items[1].Failure!.Code.ShouldBe(FailureCode.Usage);
    }

    [Fact]
    public async Task Another_file_of_that_name_stays_and_the_new_one_gets_its_own()
    {
        using var story = new LibraryStory(sandbox);
        Directory.CreateDirectory(story.Path("loras"));
        var mine = story.Path("loras", "more_detail_slider.safetensors");
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var again = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed);
        item.Path.ShouldBe(story.Path("loras", "more_detail_slider (87153).safetensors"));
        File.ReadAllText(mine).ShouldBe("mine");
        again.State.ShouldBe(DownloadState.AlreadyPresent);
        again.Path.ShouldBe(item.Path);
    }

    [Fact]
    public async Task An_empty_list_of_versions_is_asked_for_by_version()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models/4201",
                Changes = AnswerChanges.NoVersions,
                Times = 1,
            }
        );

        var item = (await story.DownloadAsync("4201@29460")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed);
    }

    [Fact]
    public async Task A_web_address_takes_its_name_from_the_server()
    {
        using var story = new LibraryStory(sandbox);
        var address = sandbox.Server.Catalogue.GetVersion(87153).Files[0];
        var link = new Uri(sandbox.Server.CivitaiUrl, $"/api/download/models/87153?fileId={address.Id}").AbsoluteUri;

        var item = (await story.DownloadAsync(link)).ShouldHaveSingleItem();

        item.File.ShouldBe("more_detail_slider.safetensors");
        item.State.ShouldBe(DownloadState.Completed);
    }

    [Fact]
    public async Task The_sample_batch_runs_and_a_broken_entry_stops_nothing()
    {
        using var story = new LibraryStory(sandbox);
        var list = Path.Combine(story.Root, "list.txt");
        await File.WriteAllTextAsync(list, "nonsense here\n82098\n", TestContext.Current.CancellationToken);

        var sample = await BatchAsync(story, Path.Combine(RepositoryRoot.Path, "civitai_models_config.json"));
        var text = await BatchAsync(story, list);

        sample.ShouldHaveSingleItem().Path.ShouldBe(story.Path("checkpoints", "lanternDream_8.safetensors"));
        text.Select(item => item.State).ShouldBe([DownloadState.Failed, DownloadState.Completed]);
        text[0].Reason!.ShouldContain("line 1 of list.txt");
    }

    [Fact]
    public async Task A_plan_already_says_that_a_key_is_needed()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/download/models/87153",
                Status = 401,
                Body =
                    """{"error":"Unauthorized","message":"The creator of this asset requires you to be logged in to download it"}""",
                Times = 1,
            }
        );

        var items = await story.Library.PlanAsync(story.Request("82098"), TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Refused);
    }

    private static async Task<IReadOnlyList<DownloadItem>> BatchAsync(LibraryStory story, string path) =>
        (
            await story.Library.Batches.RunAsync(
                new BatchRequest { Path = path, Target = story.Request().Target },
                null,
                TestContext.Current.CancellationToken
            )
        ).Items;
}
