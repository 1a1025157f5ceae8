using System.Text.Json.Nodes;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Where a file ends when its header says another thing than its types.</summary>
public sealed class HeaderRoutingTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    // Of the Sandbox: a checkpoint with VAE and text encoder, and one of FLUX.1 that is neither.
    private const string Whole = "128713";
    private const string Bare = "610035";
    private static readonly FileChoice Gguf = new() { Format = "GGUF", Quantization = "Q8_0" };

    [Fact]
    public async Task A_checkpoint_that_is_only_a_diffusion_model_goes_where_those_are_read()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync(Bare)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Path!.ShouldStartWith(story.Path("diffusion_models"));
        item.Reason!.ShouldContain("goes to diffusion_models, not checkpoints: it holds only the diffusion model");
        File.Exists(item.Sidecar).ShouldBeTrue();
        story.Files().ShouldAllBe(file => !file.Contains("/checkpoints/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_again_finds_it_there_and_transfers_nothing()
    {
        using var story = new LibraryStory(sandbox);
        await story.DownloadAsync(Bare);

        var item = (await story.DownloadAsync(Bare)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.AlreadyPresent, item.Reason);
        item.TransferredBytes.ShouldBe(0);
        item.Path!.ShouldStartWith(story.Path("diffusion_models"));
    }

    [Fact]
    public async Task What_the_header_says_stands_in_the_record_and_the_list_shows_it_when_the_source_says_nothing()
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(RawReply.File(GgufMaker.Small(("general.architecture", "flux"))));

        var item = await DownloadAsync(story, story.Request(server.Address("/files/x.gguf").AbsoluteUri));

        var record = JsonNode.Parse(await File.ReadAllTextAsync(item.Sidecar!, TestContext.Current.CancellationToken))!;
        var said = record["identified"].ShouldNotBeNull();
        var header = story.Library.Identification.Inspect(item.Path!).Identity;
        said["type"]!.GetValue<string>().ShouldBe(header.Type);
        said["base"]!.GetValue<string>().ShouldBe(header.Base);
        said["why"]!.AsArray().Select(why => why!.GetValue<string>()).ShouldBe(header.Why);
        (await ListAsync(story)).BaseModel.ShouldBe(header.Base);

        story.Library.Identification.Set(item.Path!, new IdentityOverride { Base = "sdxl" });
        (await ListAsync(story)).BaseModel.ShouldBe("sdxl");
    }

    [Fact]
    public async Task The_source_s_word_for_the_base_model_stays_and_the_header_s_stands_beside_it()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync(Bare)).ShouldHaveSingleItem();

        var record = JsonNode.Parse(await File.ReadAllTextAsync(item.Sidecar!, TestContext.Current.CancellationToken))!;
        record["identified"]!["base"]!.GetValue<string>().ShouldBe("flux1");
        (await ListAsync(story)).BaseModel.ShouldBe("Flux.1 D");
    }

    private static async Task<ListedModel> ListAsync(LibraryStory story) =>
        (
            await story.Library.ListAsync(story.Request().Target, TestContext.Current.CancellationToken)
        ).Models.ShouldHaveSingleItem();

    [Fact]
    public async Task A_whole_checkpoint_stays()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync(Whole)).ShouldHaveSingleItem();

        item.Path!.ShouldStartWith(story.Path("checkpoints"));
        (item.Reason ?? "").ShouldNotContain("goes to");
    }

    [Fact]
    public async Task A_person_s_own_word_for_the_folder_wins()
    {
        using var story = new LibraryStory(sandbox);
        var request = story.Request(Bare);

        var typed = await DownloadAsync(
            story,
            request with
            {
                Target = request.Target with { ModelType = "checkpoints" },
            }
        );
        var placed = await DownloadAsync(
            story,
            request with
            {
                Target = new DownloadTarget { Folder = story.Path("here") },
            }
        );

        typed.Path!.ShouldStartWith(story.Path("checkpoints"));
        placed.Path!.ShouldStartWith(story.Path("here"));
    }

    [Fact]
    public async Task A_template_holds_below_the_other_folder_as_well()
    {
        using var story = new LibraryStory(sandbox);
        var request = story.Request(Bare);

        var item = await DownloadAsync(
            story,
            request with
            {
                Target = request.Target with { Template = "{base_model}" },
            }
        );

        Path.GetDirectoryName(item.Path).ShouldBe(story.Path("diffusion_models", "Flux.1 D"));
    }

    [Theory]
    [InlineData("a1111", "models/Stable-diffusion")]
    [InlineData("forge", "models/Stable-diffusion")]
    [InlineData("sdnext", "models/UNET")]
    [InlineData("swarmui", "Models/diffusion_models")]
    [InlineData("stabilitymatrix", "Models/DiffusionModels")]
    public async Task Every_layout_has_its_own_place_for_a_diffusion_model(string layout, string folder)
    {
        using var story = new LibraryStory(sandbox);

        var item = await DownloadAsync(story, RequestFor(story, layout, Bare));

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        Path.GetDirectoryName(item.Path).ShouldBe(Path.Combine(RootOf(story, layout), folder));
    }

    [Fact]
    public async Task A_diffusion_model_as_gguf_goes_where_gguf_nodes_read()
    {
        using var story = new LibraryStory(sandbox);

        var item = await DownloadAsync(story, story.Request(Bare) with { Choice = Gguf });

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Path!.ShouldEndWith(".gguf");
        item.Path!.ShouldStartWith(story.Path("diffusion_models"));
    }

    [Theory]
    [InlineData("comfyui", "vae", "models/vae", "it is a VAE")]
    [InlineData("comfyui", "lora", "models/loras", "it is an adapter")]
    [InlineData("comfyui", "text", "models/text_encoders", "it is a text encoder")]
    [InlineData("comfyui", "control", "models/controlnet", "it is a control model")]
    [InlineData("a1111", "vae", "models/VAE", "it is a VAE")]
    [InlineData("a1111", "text", "models/Stable-diffusion", null)]
    [InlineData("forge", "text", "models/text_encoder", "it is a text encoder")]
    [InlineData("sdnext", "lora", "models/Lora", "it is an adapter")]
    [InlineData("flat", "lora", "", null)]
    public async Task What_is_no_checkpoint_leaves_their_folder(string layout, string kind, string folder, string? why)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        await using var server = new RawHttpServer(RawReply.File(Bytes(kind)));

        var item = await DownloadAsync(
            story,
            RequestFor(story, layout, server.Address("/files/x.safetensors").AbsoluteUri)
        );

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        Path.GetDirectoryName(item.Path)
            .ShouldBe(Path.TrimEndingDirectorySeparator(Path.Combine(RootOf(story, layout), folder)));
        if (why is null)
            (item.Reason ?? "").ShouldNotContain("goes to");
        else
            item.Reason!.ShouldContain(why);
    }

    [Theory]
    [InlineData("comfyui", "t5encoder", "models/text_encoders", "it is a text encoder")]
    [InlineData("comfyui", "qwen2vl", "models/text_encoders", "it is a text encoder")]
    [InlineData("comfyui", "flux", "models/diffusion_models", null)]
    [InlineData("sdnext", "flux", "models/UNET", "it holds only the diffusion model")]
    public async Task Gguf_goes_where_it_is_read(string layout, string architecture, string folder, string? why)
    {
        using var story = new LibraryStory(sandbox, allowedHost: "127.0.0.1");
        var model = GgufMaker.Small(("general.architecture", architecture));
        await using var server = new RawHttpServer(RawReply.File(model));

        var item = await DownloadAsync(story, RequestFor(story, layout, server.Address("/files/x.gguf").AbsoluteUri));

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        Path.GetDirectoryName(item.Path).ShouldBe(Path.Combine(RootOf(story, layout), folder));
        if (why is not null)
            item.Reason!.ShouldContain(why);
    }

    private static async Task<DownloadItem> DownloadAsync(LibraryStory story, DownloadRequest request) =>
        (
            await story.Library.DownloadAsync(request, progress: null, TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();

    private static string RootOf(LibraryStory story, string layout) => Path.Combine(story.Root, layout);

    private static DownloadRequest RequestFor(LibraryStory story, string layout, string reference) =>
        story.Request(reference) with
        {
            Target = new DownloadTarget { Root = RootOf(story, layout), Layout = layout },
        };

    private static byte[] Bytes(string kind)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("x");
        SparseSafetensors.Write(path, Tensors(kind));
        return File.ReadAllBytes(path);
    }

    private static (string Name, string Dtype, ulong[] Shape)[] Tensors(string kind) =>
        kind switch
        {
            "vae" => [("encoder.conv_in.weight", "F16", [8, 3, 3, 3]), ("decoder.conv_in.weight", "F16", [8, 4, 3, 3])],
            "lora" =>
            [
                ("lora_unet_x_attn.lora_down.weight", "F16", [4, 8]),
                ("lora_unet_x_attn.lora_up.weight", "F16", [8, 4]),
            ],
            "text" => [("text_model.encoder.layers.0.self_attn.q_proj.weight", "F16", [8, 8])],
            "control" => [("controlnet_cond_embedding.conv_in.weight", "F16", [8, 3, 3, 3])],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
