using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Locks;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Locks;

/// <summary>Where the files of a lock go: a lock may be a stranger's.</summary>
public sealed class LockPlaceTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly LayoutCatalog Layouts = LayoutCatalog.Load(null);

    [Theory]
    [InlineData(null, "custom_nodes/evil/__init__.py")]
    [InlineData(null, "custom_nodes/evil/x.safetensors")]
    [InlineData(null, "../x.safetensors")]
    [InlineData(null, "extra_model_paths.yaml")]
    [InlineData(null, ".berry/organize/x.jsonl")]
    [InlineData(null, "models/loras/x.safetensors")]
    [InlineData(null, "elsewhere/x.safetensors")]
    [InlineData(".berry", "root.json")]
    [InlineData("loras", "evil.py")]
    [InlineData("loras", "evil")]
    [InlineData("loras", ".hidden/x.safetensors")]
    [InlineData("loras", "x.safetensors.civitai.json")]
    [InlineData("checkpoints", "extra_model_paths.yaml")]
    [InlineData("checkpoints", "config.json")]
    public async Task A_stranger_s_entry_is_refused_by_name_and_nothing_of_its_lock_is_fetched(
        string? folder,
        string path
    )
    {
        using var story = new LibraryStory(sandbox);
        Directory.CreateDirectory(story.Path(".berry"));
        var name = await WriteLockAsync(story, file => [file, file with { Folder = folder, Path = path }]);
        sandbox.Server.Requests.Clear();

        var refused = await Should.ThrowAsync<LibraryException>(() => SyncAsync(story, name, story.Request().Target));

        refused.Failure.Code.ShouldBe(path.StartsWith("..") ? FailureCode.Usage : FailureCode.Policy);
        refused.Message.ShouldContain(path);
        sandbox.Server.Requests.All.ShouldBeEmpty();
        story.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("custom_nodes/x.safetensors")]
    [InlineData("extra_model_paths.yaml")]
    [InlineData("sub/extra_model_paths.yaml")]
    public void A_layout_whose_models_lie_in_the_folder_itself_has_no_other_rules(string path) =>
        Places("flat", "root").FindRefusal(Entry("models", path)).ShouldNotBeNull();

    [Theory]
    [InlineData("loras", "a/b.safetensors")]
    [InlineData("loras", "b.preview.png")]
    [InlineData("loras", "b.civitai.info")]
    [InlineData("wildcards", "w.zip")]
    [InlineData("diffusers", "model/config.json")]
    [InlineData("diffusers", "model/tokenizer/merges.txt")]
    [InlineData(null, "loras/x.gguf")]
    [InlineData(null, "unet/x.gguf")]
    public void Models_their_archives_and_what_belongs_to_them_may_be_listed(string? folder, string path)
    {
        using var root = new TemporaryFolder();
        Directory.CreateDirectory(root.Combine("models", "unet"));

        Places("comfyui", root.Path).FindRefusal(Entry(folder, path)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_in_a_further_folder_of_its_kind_keeps_its_kind()
    {
        using var story = new LibraryStory(sandbox);
        var name = await WriteLockAsync(
            story,
            file => [],
            item =>
            {
                var unet = story.Path("unet", item.File!);
                Directory.CreateDirectory(Path.GetDirectoryName(unet)!);
                File.Move(item.Path!, unet);
                File.Move(item.Path + ".civitai.json", unet + ".civitai.json");
            }
        );

        await story.Library.Locks.LockAsync(
            new LockRequest { Path = name, Target = story.Request().Target },
            TestContext.Current.CancellationToken
        );

        var file = LockFile.Read(name).Files.ShouldHaveSingleItem();
        file.Place.ShouldBe("diffusion_models/more_detail_slider.safetensors");
        var here = (await SyncAsync(story, name, story.Request().Target)).Items.ShouldHaveSingleItem();
        (here.State, here.Path).ShouldBe((DownloadState.AlreadyPresent, story.Path("unet", here.File!)));
        var forge = new DownloadTarget { Root = Path.Combine(story.Root, "..", "V"), Layout = "forge" };
        var there = (await SyncAsync(story, name, forge)).Items.ShouldHaveSingleItem();
        var layout = LayoutRoot.Open(Layouts.Get("forge"), Path.GetFullPath(forge.Root!));
        there.Path.ShouldBe(Path.Combine(layout.PathOf(layout.FindKind("diffusion_models")!), there.File!));
        there.Path!.ShouldNotContain("unet");
    }

    [Theory]
    [InlineData("")]
    [InlineData("models")]
    public async Task A_place_without_a_kind_starts_at_the_models_however_the_root_is_named(string below)
    {
        using var story = new LibraryStory(sandbox);
        var name = await WriteLockAsync(story, file => [file with { Folder = null, Path = "loras/" + file.Path }]);

        var outcome = await SyncAsync(story, name, new DownloadTarget { Root = Path.Combine(story.Root, below) });

        outcome.Items.ShouldHaveSingleItem().Path.ShouldBe(story.Path("loras", outcome.Items[0].File!));
    }

    [Fact]
    public async Task Two_files_of_one_kind_and_name_are_told_and_only_one_is_locked()
    {
        using var story = new LibraryStory(sandbox);
        var target = new DownloadTarget { Root = Path.Combine(story.Root, "..", "swarm"), Layout = "swarmui" };
        await story.Library.DownloadAsync(
            story.Request("82098") with
            {
                Target = target with { ModelType = "diffusion_models" },
            },
            progress: null,
            TestContext.Current.CancellationToken
        );
        var models = Path.GetFullPath(Path.Combine(target.Root!, "Models"));
        var first = Path.Combine(models, "diffusion_models", "more_detail_slider.safetensors");
        var second = Path.Combine(models, "unet", Path.GetFileName(first));
        Directory.CreateDirectory(Path.GetDirectoryName(second)!);
        File.Copy(first, second);
        File.Copy(first + ".civitai.json", second + ".civitai.json");

        var outcome = await story.Library.Locks.LockAsync(
            new LockRequest { Path = Path.Combine(story.Root, "..", "berry.lock"), Target = target },
            TestContext.Current.CancellationToken
        );

        outcome.Files.ShouldHaveSingleItem();
        outcome.LeftOut.ShouldHaveSingleItem().ShouldContain("same place");
    }

    [Fact]
    public async Task What_a_sync_brings_is_written_down_under_the_root_as_by_a_download()
    {
        using var story = new LibraryStory(sandbox);
        var name = await WriteLockAsync(story, file => [file with { Path = "sub/" + file.Path }]);

        (await SyncAsync(story, name, story.Request().Target)).Items[0].State.ShouldBe(DownloadState.Completed);

        File.Exists(story.Path(".berry", "journal.jsonl")).ShouldBeTrue();
        Directory.GetDirectories(story.Root, ".berry", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Directory.GetDirectories(story.Path("loras", "sub")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_named_exactly_gets_the_lock_that_was_made_for_one()
    {
        using var story = new LibraryStory(sandbox);
        var name = await WriteLockAsync(story, file => [file with { Folder = null }]);
        var folder = Path.Combine(story.Root, "..", "exact");

        var outcome = await SyncAsync(story, name, new DownloadTarget { Folder = folder });

        outcome
            .Items.ShouldHaveSingleItem()
            .Path.ShouldBe(Path.GetFullPath(Path.Combine(folder, outcome.Items[0].File!)));
        Directory.Exists(Path.Combine(folder, ".berry")).ShouldBeTrue();
    }

    private static LockPlaces Places(string layout, string folder)
    {
        var root = LayoutRoot.Open(Layouts.Get(layout), folder);
        return new LockPlaces(new LockRoot(root, root.ModelsFolder), Layouts);
    }

    private static LockedFile Entry(string? folder, string path) =>
        new()
        {
            Folder = folder,
            Path = path,
            SizeBytes = 1,
            Hashes = new ExpectedHashes { Sha256 = new string('a', 64) },
        };

    /// <summary>A lock of what is made of a real entry; the download that made it is gone again.</summary>
    private static async Task<string> WriteLockAsync(
        LibraryStory story,
        Func<LockedFile, IReadOnlyList<LockedFile>> change,
        Action<DownloadItem>? instead = null
    )
    {
        var name = Path.GetFullPath(Path.Combine(story.Root, "..", "berry.lock"));
        if (instead is null)
        {
            await story.Library.Locks.LockAsync(
                new LockRequest
                {
                    Path = name,
                    References = ["82098"],
                    Target = story.Request().Target,
                },
                TestContext.Current.CancellationToken
            );
            new LockFile(change(LockFile.Read(name).Files.ShouldHaveSingleItem())).Write(name);
            return name;
        }

        instead((await story.DownloadAsync("82098")).ShouldHaveSingleItem());
        return name;
    }

    private static Task<SyncOutcome> SyncAsync(LibraryStory story, string name, DownloadTarget target) =>
        story.Library.Locks.SyncAsync(
            new SyncRequest { Path = name, Target = target },
            progress: null,
            TestContext.Current.CancellationToken
        );
}
