using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Companions;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Tests.Definitions;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Companions;

/// <summary>What a model needs beside it.</summary>
public sealed class CompanionTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string FluxCheckpoint = "610035";

    private static readonly CompanionCatalog Catalog = CompanionCatalog.Load(null);

    [Theory]
    [InlineData("flux1", 3)]
    [InlineData("Flux.1 D", 3)]
    [InlineData("flux.1 d", 3)]
    [InlineData("Wan Video 2.2 I2V-A14B", 3)]
    public void A_base_model_is_found_in_our_words_and_in_Civitais(string name, int needs) =>
        Catalog.Find(name).ShouldNotBeNull().Needs.Count.ShouldBe(needs);

    [Theory]
    [InlineData("SDXL 1.0")]
    [InlineData("sd1")]
    [InlineData(null)]
    public void A_model_that_holds_all_needs_nothing(string? name) => Catalog.Find(name).ShouldBeNull();

    [Fact]
    public async Task A_plan_for_a_Flux_checkpoint_says_what_else_it_needs_and_what_is_here()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("ComfyUI/models/vae/flux/ae.safetensors", "x"u8);

        var items = await story.Library.PlanAsync(
            story.Request(FluxCheckpoint) with
            {
                Choice = new() { Precision = "fp8" },
            },
            TestContext.Current.CancellationToken
        );

        var item = items.ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Planned, item.Reason);
        item.Companions.Select(companion => (companion.Folder, companion.Path))
            .ShouldBe([
                ("text_encoders", null),
                ("text_encoders", null),
                ("vae", story.Path("vae", "flux", "ae.safetensors")),
            ]);
        item.Companions.ShouldAllBe(companion => companion.Sha256.Length == 64);
    }

    [Fact]
    public async Task A_companion_is_known_by_its_hash_and_not_by_its_name_alone()
    {
        using var story = new LibraryStory(sandbox);
        var stranger = story.Write("ComfyUI/models/vae/ae.safetensors", TinySafetensors.Create(1000));
        var renamed = story.Write("ComfyUI/models/vae/flux-vae.safetensors", TinySafetensors.Create(2000));
        await story.Library.Keeping.IndexAsync(
            [story.Path()],
            hashes: true,
            null,
            TestContext.Current.CancellationToken
        );
        using var settings = new TemporaryFolder();
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(renamed)));
        var flux = JsonNode.Parse(
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, "definitions", "companions", "flux1.json"))
        )!;
        var vae = flux["needs"]!.AsArray().Single(need => need!["folder"]!.ToString() == "vae")!;
        vae["files"]![0]!["sha256"] = sha256;
        settings.Write("definitions/companions/flux1.json", Encoding.UTF8.GetBytes(flux.ToJsonString()));
        using var library = story.Library.With(story.Library.Options with { ConfigurationFolder = settings.Path });

        var items = await library.PlanAsync(
            story.Request(FluxCheckpoint) with
            {
                Choice = new() { Precision = "fp8" },
            },
            TestContext.Current.CancellationToken
        );

        var companion = items.ShouldHaveSingleItem().Companions.Single(one => one.Folder == "vae");
        companion.Path.ShouldBe(renamed);
        companion.Path.ShouldNotBe(stranger);
    }

    [Fact]
    public async Task A_LoRA_of_such_a_model_needs_nothing_itself()
    {
        using var story = new LibraryStory(sandbox);

        var items = await story.Library.PlanAsync(story.Request("82098"), TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().Companions.ShouldBeEmpty();
    }

    [Fact]
    public void Every_folder_of_a_companion_is_one_of_ComfyUI_and_no_base_stands_twice()
    {
        var layout = LayoutCatalog.Load(null).Get("comfyui");
        var files = Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "definitions", "companions"), "*.json")
            .Select(DefinitionSchema.Read)
            .ToList();

        files
            .SelectMany(file => file.GetProperty("needs").EnumerateArray())
            .Select(need => need.GetProperty("folder").GetString()!)
            .ShouldAllBe(folder => layout.FoldersById.ContainsKey(folder));
        files
            .SelectMany(file => file.GetProperty("bases").EnumerateArray())
            .Select(name => name.GetString()!.ToLowerInvariant())
            .ShouldBeUnique();
    }

    [Fact]
    public void One_name_has_one_hash() =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "definitions", "companions"), "*.json")
            .SelectMany(path => DefinitionSchema.Read(path).GetProperty("needs").EnumerateArray())
            .SelectMany(need => need.GetProperty("files").EnumerateArray())
            .GroupBy(file => file.GetProperty("name").GetString()!)
            .Where(group => group.Select(file => file.GetProperty("sha256").GetString()).Distinct().Count() > 1)
            .Select(group => group.Key)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("http://example.com/a", 'a')]
    [InlineData("https://example.com/a", 'A')]
    public void A_file_of_ones_own_without_a_safe_address_and_hash_is_left_out(string address, char digit)
    {
        using var folder = new TemporaryFolder();
        var text = $$"""
            { "schemaVersion": 1, "id": "mine", "name": "Mine", "bases": ["mine"], "needs": [
              { "role": "x", "folder": "vae", "files": [{ "name": "a", "address": "{{address}}", "sha256": "{{new string(
                digit,
                64
            )}}" }] }] }
            """;
        folder.Write("definitions/companions/mine.json", Encoding.UTF8.GetBytes(text));

        var catalog = CompanionCatalog.Load(folder.Path);

        catalog.Warnings.ShouldHaveSingleItem().ShouldContain("https");
        catalog.Find("mine").ShouldBeNull();
    }
}
