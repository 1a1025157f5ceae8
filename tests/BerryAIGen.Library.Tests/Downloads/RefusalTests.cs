using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

public sealed class RefusalTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static int nextId = 880_000;

    [Fact]
    public async Task A_version_of_another_model_names_both()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync("257749@130072")).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Usage);
        item.Reason!.ShouldContain("257749");
        item.Reason!.ShouldContain("4201");
        story.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Early_access_is_refused_with_its_date()
    {
        using var story = new LibraryStory(sandbox);
        var model = Add(new VersionSpec { EarlyAccessDays = 5 });

        var item = (await story.DownloadAsync($"{model.Id}")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Refused);
        item.Failure!.Code.ShouldBe(FailureCode.Policy);
        item.Reason!.ShouldContain("early access");
        AssertNothingTransferred(story);
    }

    [Fact]
    public async Task Switched_off_downloads_are_refused()
    {
        using var story = new LibraryStory(sandbox);
        var model = Add(new VersionSpec { UsageControl = "Generation" });

        var item = (await story.DownloadAsync($"version:{model.Versions[0].Id}")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Refused);
        item.Failure!.Code.ShouldBe(FailureCode.Policy);
        AssertNothingTransferred(story);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sandbox-key")]
    public async Task Switched_off_downloads_that_only_the_download_route_knows_of_are_no_matter_of_a_key(string? key)
    {
        using var story = new LibraryStory(sandbox, key);
        var model = Add(new VersionSpec { UsageControl = "Generation" });

        // A model's description says nothing of it; only the version's does.
        var item = (await story.DownloadAsync($"model:{model.Id}")).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Policy);
        item.Reason!.ShouldContain("disabled downloads");
    }

    [Fact]
    public async Task A_file_that_needs_a_key_is_refused_without_one_and_comes_with_one()
    {
        var model = Add(new VersionSpec { RequireAuth = true });
        using var stranger = new LibraryStory(sandbox);
        using var member = new LibraryStory(sandbox, "sandbox-key");

        var refused = (await stranger.DownloadAsync($"{model.Id}")).ShouldHaveSingleItem();
        var completed = (await member.DownloadAsync($"{model.Id}")).ShouldHaveSingleItem();

        refused.State.ShouldBe(DownloadState.Refused);
        refused.Failure!.Code.ShouldBe(FailureCode.Auth);
        completed.State.ShouldBe(DownloadState.Completed);
        AssertNothingTransferred(stranger);
    }

    [Fact]
    public async Task What_the_scan_calls_dangerous_is_refused_unless_accepted()
    {
        using var story = new LibraryStory(sandbox);
        var model = Add(
            new VersionSpec
            {
                Files =
                [
                    new FileSpec
                    {
                        Format = "PickleTensor",
                        Scan = "Danger",
                        ScanMessage = "os.system",
                    },
                ],
            }
        );

        var refused = (await story.DownloadAsync($"{model.Id}")).ShouldHaveSingleItem();
        var accepted = await story.Library.DownloadAsync(
            story.Request($"{model.Id}") with
            {
                AcceptsDanger = true,
            },
            null,
            TestContext.Current.CancellationToken
        );

        refused.State.ShouldBe(DownloadState.Refused);
        refused.Reason!.ShouldContain("os.system");
        accepted.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed);
    }

    [Fact]
    public async Task An_archived_model_is_said_to_be_so()
    {
        using var story = new LibraryStory(sandbox);
        var model = Add(new VersionSpec(), mode: "Archived");

        var item = (await story.DownloadAsync($"{model.Id}")).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.NotFound);
        item.Reason!.ShouldContain("archived");
    }

    [Fact]
    public async Task An_ambiguous_choice_stops_with_the_list()
    {
        using var story = new LibraryStory(sandbox);
        var model = Add(
            new VersionSpec
            {
                Files =
                [
                    new FileSpec { Fp = "fp16", Name = "half.safetensors" },
                    new FileSpec { Fp = "fp32", Name = "full.safetensors" },
                ],
            },
            "LORA"
        );
        var request = story.Request($"{model.Id}") with { Choice = new FileChoice { Format = "SafeTensor" } };

        var item = (
            await story.Library.PlanAsync(request, TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Usage);
        item.Reason!.ShouldContain("half.safetensors");
        item.Reason!.ShouldContain("full.safetensors");
    }

    [Theory]
    [InlineData("fp32", "full.safetensors")]
    [InlineData("FP16", "half.safetensors")]
    public async Task A_choice_by_precision_takes_that_file(string precision, string name)
    {
        using var story = new LibraryStory(sandbox);
        var model = Add(
            new VersionSpec
            {
                Files =
                [
                    new FileSpec { Fp = "fp16", Name = "half.safetensors" },
                    new FileSpec { Fp = "fp32", Name = "full.safetensors" },
                ],
            },
            "LORA"
        );
        var request = story.Request($"{model.Id}") with { Choice = new FileChoice { Precision = precision } };

        var items = await story.Library.PlanAsync(request, TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().File.ShouldBe(name);
    }

    [Fact]
    public async Task A_name_that_tries_to_leave_the_folder_stays_in_it()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models/82098",
                Changes = AnswerChanges.HostileNames,
                Times = 1,
            }
        );

        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        Path.GetDirectoryName(item.Path).ShouldBe(story.Path("loras"));
    }

    [Fact]
    public async Task A_wrong_hash_fails_and_leaves_no_final_name()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models/82098",
                Changes = AnswerChanges.WrongHashes,
                Times = 1,
            }
        );

        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Failed);
        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        story.Files().ShouldAllBe(file => file.EndsWith(".rejected", StringComparison.Ordinal));
        (await story.DownloadAsync("82098")).ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed);
    }

    [Fact]
    public async Task A_hash_that_no_listed_file_has_brings_no_other_file()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/model-versions/by-hash/*",
                Changes = AnswerChanges.WrongHashes,
                Times = 1,
            }
        );
        var file = sandbox.Server.Catalogue.GetVersion(290640).Files[1];

        var item = (await story.DownloadAsync(file.Hashes.Sha256)).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.NotFound);
        item.Reason!.ShouldContain("juniper_vae.safetensors");
        story.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_is_not_a_model()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync("image:5")).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Usage);
    }

    [Fact]
    public async Task Without_any_place_the_three_are_named()
    {
        using var story = new LibraryStory(sandbox);

        var items = await story.Library.PlanAsync(
            new DownloadRequest { References = ["82098"] },
            TestContext.Current.CancellationToken
        );

        var reason = items.ShouldHaveSingleItem().Reason!;
        reason.ShouldContain("--root");
        reason.ShouldContain("MODELS_DIR");
        reason.ShouldContain("./models");
    }

    [Fact]
    public async Task A_stopped_run_says_so_for_all_that_is_left()
    {
        using var story = new LibraryStory(sandbox);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var items = await story.Library.DownloadAsync(story.Request("82098", "257749"), null, stop.Token);

        items.ShouldAllBe(item => item.State == DownloadState.Cancelled);
        items.Count.ShouldBe(2);
    }

    private static void AssertNothingTransferred(LibraryStory story) =>
        story.Files().ShouldAllBe(file => !file.EndsWith(".safetensors", StringComparison.Ordinal));

    private SeededModel Add(VersionSpec version, string type = "Checkpoint", string? mode = null)
    {
        var id = Interlocked.Increment(ref nextId);
        return sandbox.Server.Catalogue.Add(
            new ModelSpec
            {
                Id = id,
                Name = $"Story {id}",
                Type = type,
                Mode = mode,
                Creator = "northlight",
                Versions = [version],
            }
        );
    }
}
