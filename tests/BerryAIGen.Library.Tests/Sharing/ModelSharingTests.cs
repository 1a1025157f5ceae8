using System.Text;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sharing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sharing;

public sealed class ModelSharingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DownloadTarget From => new() { Root = PathOf("ComfyUI"), Layout = "comfyui" };

    private DownloadTarget To => new() { Root = PathOf("webui"), Layout = "a1111" };

    [Theory]
    [InlineData(LinkHow.Hard)]
    [InlineData(LinkHow.Symlink)]
    [InlineData(LinkHow.Auto)]
    public void All_models_get_names_in_the_other_s_folders_and_lose_them_again(LinkHow how)
    {
        SkipOnWindows();
        var source = Model("ComfyUI/models/loras/sub/ink.safetensors");
        _folder.Write("ComfyUI/models/loras/sub/ink.preview.png", "1"u8);
        var sharing = Sharing();

        var links = sharing.LinkRoot(From, To, how, isDryRun: false, Token).Links;

        links.ShouldAllBe(link => link.State == LinkState.Linked);
        var target = PathOf("webui/models/Lora/sub/ink.safetensors");
        File.ReadAllText(target).ShouldBe(File.ReadAllText(source));
        File.Exists(PathOf("webui/models/Lora/sub/ink.preview.png")).ShouldBeTrue();
        if (how != LinkHow.Auto)
            sharing
                .LinkRoot(From, To, how, isDryRun: false, Token)
                .Links.ShouldAllBe(link => link.State == LinkState.AlreadyLinked);

        sharing.UndoLinks(To, null).Links.ShouldAllBe(link => link.State == LinkState.Removed);

        File.Exists(target).ShouldBeFalse();
        File.Exists(source).ShouldBeTrue();
    }

    [Theory]
    [InlineData(LinkHow.Hard)]
    [InlineData(LinkHow.Symlink)]
    [InlineData(LinkHow.Auto)]
    public void A_model_that_is_itself_a_link_leads_to_its_bytes(LinkHow how)
    {
        SkipOnWindows();
        Model("ComfyUI/models/real/r.safetensors");
        Directory.CreateDirectory(PathOf("ComfyUI/models/loras"));
        File.CreateSymbolicLink(PathOf("ComfyUI/models/loras/y.safetensors"), "../real/r.safetensors");
        var sharing = Sharing();

        sharing.LinkRoot(From, To, how, isDryRun: false, Token);

        var target = PathOf("webui/models/Lora/y.safetensors");
        File.ReadAllBytes(target).ShouldBe(File.ReadAllBytes(PathOf("ComfyUI/models/real/r.safetensors")));
        sharing.UndoLinks(To, null).Links.ShouldAllBe(link => link.State == LinkState.Removed);
        Path.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public void A_plan_writes_nothing()
    {
        Model("ComfyUI/models/vae/v.safetensors");

        Sharing()
            .LinkRoot(From, To, LinkHow.Auto, isDryRun: true, Token)
            .Links.ShouldHaveSingleItem()
            .State.ShouldBe(LinkState.Planned);

        Directory.Exists(PathOf("webui")).ShouldBeFalse();
    }

    [Fact]
    public void What_has_the_name_stays()
    {
        Model("ComfyUI/models/loras/ink.safetensors");
        var there = _folder.Write("webui/models/Lora/ink.safetensors", "mine"u8);

        Sharing()
            .LinkRoot(From, To, LinkHow.Auto, isDryRun: false, Token)
            .Links.ShouldHaveSingleItem()
            .State.ShouldBe(LinkState.Refused);

        File.ReadAllText(there).ShouldBe("mine");
    }

    [Fact]
    public void One_file_is_linked_by_its_folder_or_by_a_type()
    {
        SkipOnWindows();
        var known = Model("ComfyUI/models/loras/ink.safetensors");
        var unknown = Model("elsewhere/tar.safetensors");

        Sharing()
            .LinkFile(known, To, LinkHow.Hard, isDryRun: false, Token)
            .Links[0]
            .Target.ShouldBe(PathOf("webui/models/Lora/ink.safetensors"));
        Code(() => Sharing().LinkFile(unknown, To, LinkHow.Hard, isDryRun: false, Token)).ShouldBe(FailureCode.Usage);
        Sharing()
            .LinkFile(unknown, To with { ModelType = "vae" }, LinkHow.Hard, isDryRun: false, Token)
            .Links[0]
            .Target.ShouldBe(PathOf("webui/models/VAE/tar.safetensors"));
        Code(() => Sharing().LinkFile(PathOf("none"), To, LinkHow.Hard, isDryRun: false, Token))
            .ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public void Links_of_another_application_stay_until_it_is_named()
    {
        SkipOnWindows();
        Model("ComfyUI/models/embeddings/ink.safetensors");
        Sharing().LinkRoot(From, To, LinkHow.Hard, isDryRun: false, Token);

        var problem = Should.Throw<LibraryException>(() => Sharing().UndoLinks(To with { Layout = "comfyui" }, null));

        problem.Message.ShouldContain("--to-layout");
        File.Exists(PathOf("webui/embeddings/ink.safetensors")).ShouldBeTrue();
        Sharing().UndoLinks(To, null).Links.ShouldAllBe(link => link.State == LinkState.Removed);
    }

    [Fact]
    public void The_last_name_of_a_file_is_not_taken_away()
    {
        SkipOnWindows();
        var source = Model("ComfyUI/models/loras/ink.safetensors");
        Sharing().LinkRoot(From, To, LinkHow.Hard, isDryRun: false, Token);
        File.Delete(source);

        Sharing().UndoLinks(To, null).Links.ShouldHaveSingleItem().State.ShouldBe(LinkState.Refused);

        File.Exists(PathOf("webui/models/Lora/ink.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public void A_file_that_took_the_place_of_a_link_is_not_taken_away()
    {
        SkipOnWindows();
        Model("ComfyUI/models/loras/ink.safetensors");
        Sharing().LinkRoot(From, To, LinkHow.Hard, isDryRun: false, Token);
        var target = PathOf("webui/models/Lora/ink.safetensors");
        File.Delete(target);
        File.WriteAllText(target, "mine");

        Sharing().UndoLinks(To, null).Links.ShouldHaveSingleItem().State.ShouldBe(LinkState.Refused);

        File.ReadAllText(target).ShouldBe("mine");
    }

    [Fact]
    public void Another_file_system_gets_symbolic_links_with_the_reason()
    {
        using var disk = Downloads.MountedFolder.Require("size=1m");
        Model("ComfyUI/models/loras/ink.safetensors");
        var to = new DownloadTarget { Root = disk.Path, Layout = "comfyui" };

        Sharing()
            .LinkRoot(From, to, LinkHow.Hard, isDryRun: false, Token)
            .Links.ShouldHaveSingleItem()
            .State.ShouldBe(LinkState.Refused);
        var link = Sharing().LinkRoot(From, to, LinkHow.Auto, isDryRun: false, Token).Links.ShouldHaveSingleItem();

        link.How.ShouldBe(LinkHow.Symlink);
        link.Reason.ShouldNotBeNull().ShouldContain("another file system");
    }

    [Fact]
    public void One_root_twice_a_read_only_one_and_a_missing_run_are_told()
    {
        Model("ComfyUI/models/loras/ink.safetensors");
        var roots = new[]
        {
            new ModelRoot
            {
                Name = "nas",
                Path = PathOf("webui"),
                IsReadOnly = true,
                Layout = "a1111",
            },
        };

        Code(() => Sharing().LinkRoot(From, From, LinkHow.Auto, isDryRun: false, Token)).ShouldBe(FailureCode.Usage);
        Code(() => Sharing(roots).LinkRoot(From, To, LinkHow.Auto, isDryRun: false, Token))
            .ShouldBe(FailureCode.Policy);
        Code(() => Sharing().UndoLinks(To, null)).ShouldBe(FailureCode.NotFound);
    }

    public void Dispose() => _folder.Dispose();

    private static void SkipOnWindows() =>
        Assert.SkipWhen(
            OperatingSystem.IsWindows(),
            "Windows tells no file's number, and symbolic links need a right."
        );

    private static FailureCode Code(Action action) => Should.Throw<LibraryException>(action).Failure.Code;

    private ModelSharing Sharing(params ModelRoot[] roots) =>
        new(
            LayoutCatalog.Load(null),
            new LibraryOptions { WorkingFolder = _folder.Path, Roots = roots },
            TimeProvider.System
        );

    private string PathOf(string name) => Path.Combine(FileSystems.RealPath(_folder.Path), name);

    private string Model(string name) => _folder.Write(name, Encoding.UTF8.GetBytes(name));
}
