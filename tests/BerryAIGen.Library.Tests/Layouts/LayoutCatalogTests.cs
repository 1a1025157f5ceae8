using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Layouts;

public sealed class LayoutCatalogTests
{
    private static readonly string[] Shipped =
    [
        "a1111",
        "comfyui",
        "flat",
        "fooocus",
        "forge",
        "invokeai",
        "sdnext",
        "stabilitymatrix",
        "swarmui",
    ];

    [Fact]
    public void Every_shipped_file_loads()
    {
        var catalog = LayoutCatalog.Load(null);

        catalog.Layouts.Select(layout => layout.Id).Order().ShouldBe(Shipped);
        catalog.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Comfyui_has_the_thirteen_rows_in_their_order()
    {
        var rows = LayoutCatalog.Load(null).Get("comfyui").Types.Select(row => $"{row.Type} -> {row.Folder}");

        rows.ShouldBe([
            "Checkpoint -> checkpoints",
            "LORA -> loras",
            "LoCon -> loras",
            "TextualInversion -> embeddings",
            "Hypernetwork -> hypernetworks",
            "AestheticGradient -> embeddings",
            "Controlnet -> controlnet",
            "Poses -> controlnet",
            "VAE -> vae",
            "Upscaler -> upscale_models",
            "MotionModule -> motion_modules",
            "Wildcards -> wildcards",
            "Other -> checkpoints",
        ]);
    }

    [Theory]
    [InlineData("comfyui", "Checkpoint", "Model", null, "models/checkpoints")]
    [InlineData("comfyui", "Checkpoint", "VAE", null, "models/vae")]
    [InlineData("comfyui", "Checkpoint", "Text Encoder", null, "models/text_encoders")]
    [InlineData("comfyui", "Checkpoint", "Diffusion Model", null, "models/diffusion_models")]
    [InlineData("comfyui", "Checkpoint", "Model", "GGUF", "models/diffusion_models")]
    [InlineData("comfyui", "DoRA", "Model", "SafeTensor", "models/loras")]
    [InlineData("comfyui", "Something New", null, null, "models/checkpoints")]
    [InlineData("a1111", "Checkpoint", "Model", null, "models/Stable-diffusion")]
    [InlineData("a1111", "TextualInversion", "Model", null, "embeddings")]
    [InlineData("sdnext", "UNet", null, null, "models/UNET")]
    [InlineData("swarmui", "LORA", "Model", null, "Models/Lora")]
    [InlineData("stabilitymatrix", "Checkpoint", "Text Encoder", null, "Models/TextEncoders")]
    [InlineData("flat", "LORA", "VAE", null, "")]
    public void A_file_goes_to_the_folder_of_its_type(
        string layout,
        string model,
        string? file,
        string? format,
        string path
    ) => LayoutCatalog.Load(null).Get(layout).FolderFor(model, file, format).Path.ShouldBe(path);

    [Theory]
    [InlineData("checkpoints", "checkpoints")]
    [InlineData(" Checkpoint ", "checkpoints")]
    [InlineData("unet", "diffusion_models")]
    [InlineData("lora", "loras")]
    [InlineData("TextualInversion", "embeddings")]
    [InlineData("nonsense", null)]
    [InlineData("", null)]
    [InlineData("custom_nodes", null)]
    [InlineData("../evil", null)]
    public void A_folder_is_found_by_its_name_and_by_others(string name, string? id) =>
        LayoutCatalog.Load(null).Get("comfyui").FindFolder(name)?.Id.ShouldBe(id);

    [Fact]
    public void All_type_cases_hold_but_the_types_that_only_we_place()
    {
        var comfyUi = LayoutCatalog.Load(null).Get("ComfyUI");

        foreach (
            var row in OpenCases.List("names").Where(row => row.Id.StartsWith("na-type-", StringComparison.Ordinal))
        )
        {
            if (row.Text("type") == "Workflows")
                continue;
            comfyUi.FindFolder(row.Text("type"))?.Id.ShouldBe(row.Text("folder"), row.Id);
        }
    }

    [Fact]
    public void A_new_layout_is_one_file()
    {
        using var folder = new TemporaryFolder();
        Write(
            folder,
            "mine.json",
            """
            { "schemaVersion": 1, "id": "mine", "name": "Mine", "aliases": ["own"], "fallback": "all",
              "types": [{ "type": "LORA", "folder": "adapters" }],
              "folders": [{ "id": "all", "path": "stuff" }, { "id": "adapters", "path": "stuff/adapters" }] }
            """
        );

        var layout = LayoutCatalog.Load(folder.Path).Get("own");

        layout.FolderFor("LORA", "Model", null).Path.ShouldBe("stuff/adapters");
        layout.FolderFor("Checkpoint", "Model", null).Path.ShouldBe("stuff");
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("null")]
    [InlineData(
        """{ "schemaVersion": 2, "id": "x", "name": "X", "fallback": "a", "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "X y", "name": "X", "fallback": "a", "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "b", "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": [{ "id": "a", "path": "../a" }] }"""
    )]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X" }""")]
    [InlineData("""{ "schemaVersion": 1, "id": null, "name": "X", "fallback": "a", "folders": [] }""")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": null }""")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": [null] }""")]
    [InlineData("""{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": [{ "id": "a" }] }""")]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": [{ "id": null, "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": [{ "id": "a", "path": null }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": "a", "folders": [{ "id": "a", "path": "a", "alsoReads": [null] }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "fallback": null, "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "aliases": [null], "fallback": "a", "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "types": [{ "type": "LORA" }], "fallback": "a", "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "types": [null], "fallback": "a", "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    [InlineData(
        """{ "schemaVersion": 1, "id": "x", "name": "X", "formatRules": [{ "format": "GGUF" }], "fallback": "a", "folders": [{ "id": "a", "path": "a" }] }"""
    )]
    public void A_broken_file_of_the_user_is_named_and_the_others_load(string text)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, "broken.json", text);

        var catalog = LayoutCatalog.Load(folder.Path);

        catalog.Warnings.ShouldHaveSingleItem().ShouldContain(path);
        catalog.Layouts.Count.ShouldBe(Shipped.Length);
    }

    [Fact]
    public void A_person_is_told_of_a_file_that_is_left_out()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, "broken.json", "{ not json");
        List<string> notices = [];
        using var library = new BerryLibrary(
            new LibraryOptions { ConfigurationFolder = folder.Path, OnNotice = notices.Add }
        );

        library.TypeFolders.ShouldNotBeEmpty();

        notices.ShouldHaveSingleItem().ShouldContain(path);
    }

    [Fact]
    public void An_unknown_layout_is_answered_with_those_that_exist()
    {
        var failure = Should.Throw<LibraryException>(() => LayoutCatalog.Load(null).Get("nope")).Failure;

        failure.Message.ShouldContain("comfyui");
        failure.Code.ShouldBe(FailureCode.Usage);
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        var path = Path.Combine(folder.Path, "definitions", "layouts", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
