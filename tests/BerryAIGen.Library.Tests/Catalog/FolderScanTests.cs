using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Safety;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Catalog;

public sealed class FolderScanTests
{
    private static readonly Layout ComfyUi = LayoutCatalog.Load(null).Get("comfyui");

    [Fact]
    public void Models_are_listed_with_what_their_sidecars_say()
    {
        using var folder = new TemporaryFolder();
        folder.Write("models/loras/sub/b.safetensors", "12345"u8);
        folder.Write(
            "models/loras/sub/b.safetensors.civitai.json",
            """{ "model_name": "Bee", "model_id": 3, "version_id": 4, "base_model": "SDXL 1.0" }"""u8
        );
        folder.Write("models/checkpoints/a.ckpt", "1"u8);
        folder.Write("models/checkpoints/a.preview.png", "1"u8);
        folder.Write("models/downloads/half.safetensors.12345678.part", "1"u8);

        var models = Scan(folder, null).Models;

        models.Select(model => model.ModelType).ShouldBe(["checkpoints", "loras"]);
        models[0].Name.ShouldBe("a");
        models[1]
            .ShouldSatisfyAllConditions(
                model => model.Name.ShouldBe("Bee"),
                model => model.ModelId.ShouldBe(3),
                model => model.VersionId.ShouldBe(4),
                model => model.BaseModel.ShouldBe("SDXL 1.0"),
                model => model.SizeBytes.ShouldBe(5)
            );
    }

    [Fact]
    public void A_broken_sidecar_costs_its_facts_and_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("models/vae/v.safetensors", "1"u8);
        var sidecar = folder.Write("models/vae/v.safetensors.civitai.json", "[1"u8);

        var listing = Scan(folder, "vae");

        listing.Models.ShouldHaveSingleItem().Name.ShouldBe("v");
        listing.Warnings.ShouldHaveSingleItem().ShouldContain(sidecar);
    }

    [Fact]
    public void A_folder_that_is_one_model_is_listed_once_with_all_its_bytes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("models/diffusers/pipe/model_index.json", "{}"u8);
        folder.Write("models/diffusers/pipe/unet/diffusion_pytorch_model.safetensors", "123"u8);
        folder.Write("models/diffusers/pipe/vae/diffusion_pytorch_model.safetensors", "12345"u8);
        folder.Write("models/diffusers/other.safetensors", "1"u8);

        var models = Scan(folder, null).Models;

        models.Select(model => model.Name).ShouldBe(["other", "pipe"]);
        models[1].Path.ShouldBe(folder.Combine("models/diffusers/pipe"));
        models[1].SizeBytes.ShouldBe(10);
    }

    [Fact]
    public async Task A_pipe_is_no_model()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There are no pipes of this kind here.");
        using var folder = new TemporaryFolder();
        folder.Write("models/loras/a.safetensors", "1"u8);
        await Pipe.CreateAsync(folder.Combine("models/loras/b.safetensors"));

        Scan(folder, null).Models.ShouldHaveSingleItem().Name.ShouldBe("a");
        var walk = ModelWalk.Run(folder.Path, TestContext.Current.CancellationToken);
        walk.Models.ShouldHaveSingleItem();
        walk.Skipped.ShouldHaveSingleItem().Why.ShouldContain("pipe");
    }

    [Fact]
    public async Task A_pipe_is_refused_before_it_is_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There are no pipes of this kind here.");
        using var folder = new TemporaryFolder();
        var pipe = folder.Combine("b.safetensors");
        await Pipe.CreateAsync(pipe);

        Should.Throw<IOException>(() => FileInspector.Inspect(pipe)).Message.ShouldContain("pipe");
        Should
            .Throw<IOException>(() =>
                FileScanner.Create(new LibraryOptions()).Scan(pipe, null, TestContext.Current.CancellationToken)
            )
            .Message.ShouldContain("pipe");
        (
            await Should.ThrowAsync<IOException>(() =>
                FileHashing.ComputeAsync(pipe, HashKinds.Sha256, null, TestContext.Current.CancellationToken)
            )
        ).Message.ShouldContain("pipe");
    }

    [Fact]
    public void A_file_in_a_folder_within_another_is_listed_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("models/ultralytics/bbox/face.pt", "1"u8);

        Scan(folder, null).Models.ShouldHaveSingleItem().ModelType.ShouldBe("ultralytics_bbox");
    }

    [Fact]
    public void A_link_that_leads_back_multiplies_nothing_and_one_that_leads_elsewhere_is_followed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("models/loras/a.safetensors", "1"u8);
        folder.Write("disk/b.safetensors", "1"u8);
        Directory.CreateSymbolicLink(folder.Combine("models/loras/self"), folder.Combine("models/loras"));
        Directory.CreateSymbolicLink(folder.Combine("models/loras/circle"), folder.Combine("models/loras/circle"));
        Directory.CreateSymbolicLink(folder.Combine("models/loras/disk"), folder.Combine("disk"));

        var models = Scan(folder, "loras").Models;

        models.Select(model => model.Name).ShouldBe(["a", "b"]);
        models[1].Path.ShouldBe(folder.Combine("models/loras/disk/b.safetensors"));
    }

    [Fact]
    public void Other_files_count_when_a_download_recorded_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("models/wildcards/words.zip", "1"u8);
        folder.Write("models/wildcards/words.zip.civitai.json", "{}"u8);
        folder.Write("models/wildcards/readme.txt", "1"u8);

        Scan(folder, "wildcards").Models.ShouldHaveSingleItem().Name.ShouldBe("words");
    }

    private static FolderListing Scan(TemporaryFolder folder, string? kind) =>
        FolderScan.Run(LayoutRoot.Open(ComfyUi, folder.Path), ComfyUi.FindFolder(kind), CancellationToken.None);
}
