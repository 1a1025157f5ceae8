using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Files, folders and repositories of Hugging Face, from the paste to the file.</summary>
public sealed class HuggingFaceStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Gated = "sandbox-labs/gated-flux/resolve/main/gated-flux.safetensors";

    [Theory]
    [InlineData("hf:sandbox-labs/tiny-diffusion/vae/diffusion_pytorch_model.safetensors")]
    [InlineData("hf:sandbox-labs/tiny-diffusion/vae/diffusion_pytorch_model.safetensors@v1.0")]
    [InlineData("hf://sandbox-labs/tiny-diffusion@v1.0/vae/diffusion_pytorch_model.safetensors")]
    [InlineData("https://huggingface.co/sandbox-labs/tiny-diffusion/blob/main/vae/diffusion_pytorch_model.safetensors")]
    [InlineData("hf:sandbox-labs/old-name/vae/diffusion_pytorch_model.safetensors")]
    public async Task A_file_is_brought_and_compared_with_its_hash(string reference)
    {
        using var story = new LibraryStory(sandbox);

        var plan = (await PlanAsync(story, reference)).ShouldHaveSingleItem();
        var item = (await story.DownloadAsync(reference)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Path.ShouldBe(story.Path("vae", "diffusion_pytorch_model.safetensors"));
        item.VerifiedBy.ShouldBe("sha256");
        plan.SizeBytes.ShouldBe(new FileInfo(item.Path!).Length);
        plan.Sha256.ShouldBe(item.Sha256);
    }

    [Fact]
    public async Task The_record_pins_the_commit_and_keeps_the_model_card()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync("hf:sandbox-labs/variants/variants-v1.safetensors")).Single();

        var record = JsonNode.Parse(File.ReadAllText(item.Sidecar!))!;
        ((string?)record["repository"]).ShouldBe("sandbox-labs/variants");
        ((string?)record["revision"]).ShouldBe("6f5e4d3c2b1a09f8e7d6c5b4a3f2e1d0c9b8a7f6");
        ((string?)record["path"]).ShouldBe("variants-v1.safetensors");
        ((string?)record["version_name"]).ShouldBe("main");
        ((string?)record["source_url"]).ShouldNotBeNull().ShouldContain("/resolve/6f5e4d3c2b1a09f8");
        ((string?)record["model_card"]!["licence"]).ShouldBe("openrail++");
        ((string?)record["model_card"]!["base_models"]![0]).ShouldBe("sandbox-labs/tiny-diffusion");
        ((string?)record["model_card"]!["pipeline_tag"]).ShouldBe("text-to-image");
        record["tags"]!
            .AsArray()
            .Select(tag => (string?)tag)
            .ShouldBe(["diffusers", "safetensors", "stable-diffusion"]);
    }

    [Theory]
    [InlineData(null, "model.safetensors")]
    [InlineData("fp16", "model.fp16.safetensors")]
    public async Task A_repository_is_one_folder_in_the_wished_variant(string? variant, string encoder)
    {
        using var story = new LibraryStory(sandbox);

        var items = await DownloadAsync(story, "hf:sandbox-labs/variants", new FileChoice { Variant = variant });

        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        items[^1].File.ShouldBe("model_index.json");
        var unet = variant is null ? "" : ".fp16";
        story
            .Models()
            .ShouldBe([
                "models/diffusers/variants/model_index.json",
                "models/diffusers/variants/scheduler/scheduler_config.json",
                "models/diffusers/variants/text_encoder/config.json",
                $"models/diffusers/variants/text_encoder/{encoder}",
                "models/diffusers/variants/tokenizer/merges.txt",
                "models/diffusers/variants/tokenizer/vocab.json",
                "models/diffusers/variants/unet/config.json",
                $"models/diffusers/variants/unet/diffusion_pytorch_model{unet}.safetensors",
                "models/diffusers/variants/vae/config.json",
                "models/diffusers/variants/vae/diffusion_pytorch_model.safetensors",
            ]);
        items
            .Any(item => item.Reason?.Contains("plain weights", StringComparison.Ordinal) ?? false)
            .ShouldBe(variant is not null);
    }

    [Fact]
    public async Task What_makes_a_folder_a_model_waits_for_all_its_files()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/sandbox-labs/variants/resolve/*/unet/*.safetensors",
                Status = 404,
                Times = 1,
            }
        );

        var first = await story.DownloadAsync("hf:sandbox-labs/variants");
        var second = await story.DownloadAsync("hf:sandbox-labs/variants");

        first.Count(item => item.Failure is not null).ShouldBe(1);
        first[^1].State.ShouldBe(DownloadState.Skipped);
        first[^1].Reason!.ShouldContain("1 file");
        second.ShouldAllBe(item => item.Failure == null);
        File.Exists(story.Path("diffusers", "variants", "model_index.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_of_a_repository_keeps_its_place()
    {
        using var story = new LibraryStory(sandbox);

        var items = await DownloadAsync(
            story,
            "hf:sandbox-labs/variants/text_encoder/@refs/pr/1",
            new FileChoice { Include = ["*.json", "*fp16*"] },
            "text_encoders"
        );

        items.ShouldAllBe(item => item.Failure == null);
        story
            .Models()
            .ShouldBe([
                "models/text_encoders/variants/text_encoder/config.json",
                "models/text_encoders/variants/text_encoder/model.fp16.safetensors",
            ]);
    }

    [Fact]
    public async Task All_shards_of_a_quantisation_lie_together()
    {
        using var story = new LibraryStory(sandbox);

        var items = await DownloadAsync(
            story,
            "hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF",
            new FileChoice { Variant = "FP16" }
        );

        items.Select(item => item.VerifiedBy).ShouldBe(["sha256", "sha256"]);
        story
            .Models()
            .ShouldBe([
                "models/LLM/qwen2.5-0.5b-instruct-fp16-00001-of-00002.gguf",
                "models/LLM/qwen2.5-0.5b-instruct-fp16-00002-of-00002.gguf",
            ]);
    }

    [Theory]
    [InlineData("hf:sandbox-labs/none", null, FailureCode.NotFound, "HF_TOKEN")]
    [InlineData("hf:sandbox-labs/none", "hf_sandbox_plain", FailureCode.NotFound, "no repository")]
    [InlineData("hf:sandbox-labs/private-lora", "hf_sandbox_plain", FailureCode.NotFound, "private")]
    [InlineData("hf:sandbox-labs/tiny-diffusion@none", null, FailureCode.NotFound, "no revision \"none\"")]
    [InlineData("hf:sandbox-labs/tiny-diffusion/none.safetensors", null, FailureCode.NotFound, "none.safetensors")]
    [InlineData("hf:sandbox-labs/tiny-diffusion/none/", null, FailureCode.NotFound, "\"none\"")]
    [InlineData("hf:sandbox-labs/disabled", null, FailureCode.Policy, "disabled")]
    [InlineData("hf:sandbox-labs/tiny-diffusion", "hf_wrong", FailureCode.Auth, "refuses the token")]
    [InlineData("hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF", null, FailureCode.Usage, "FP16, Q4_K_M, Q8_0")]
    public async Task A_refusal_says_which_and_what_to_do(
        string reference,
        string? token,
        FailureCode code,
        string words
    )
    {
        using var story = new LibraryStory(sandbox, token: token);

        var failure = (await story.DownloadAsync(reference)).ShouldHaveSingleItem().Failure.ShouldNotBeNull();

        failure.Code.ShouldBe(code);
        failure.Message.ShouldContain(words);
        story.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(null, false)]
    [InlineData("hf_sandbox_plain", true)]
    [InlineData("hf_sandbox_plain", false)]
    public async Task What_is_gated_names_the_page_and_the_token(string? token, bool isPlan)
    {
        using var story = new LibraryStory(sandbox, token: token);
        const string reference = "hf:sandbox-labs/gated-flux";

        var items = isPlan ? await PlanAsync(story, reference) : await story.DownloadAsync(reference);

        var failure = items.ShouldHaveSingleItem().Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(FailureCode.Auth);
        failure.Message.ShouldContain("HF_TOKEN");
        failure.Message.ShouldContain(new Uri(sandbox.Server.HuggingFaceUrl, "sandbox-labs/gated-flux").AbsoluteUri);
        story.Models().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--version-id")]
    [InlineData("--precision")]
    public async Task A_choice_that_means_nothing_here_is_no_choice(string option)
    {
        using var story = new LibraryStory(sandbox);
        var choice = option == "--precision" ? new FileChoice { Precision = "fp16" } : new FileChoice { VersionId = 1 };

        var failure = (await DownloadAsync(story, "hf:sandbox-labs/variants", choice)).Single().Failure!;

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldContain(option);
        failure.Message.ShouldContain("--variant");
    }

    [Fact]
    public async Task Wrong_bytes_are_never_published()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(new Fault { Host = "storage", WrongByteAt = 4000 });
        var item = (await story.DownloadAsync("hf:lonely/none", "hf:sandbox-labs/variants/variants-v1.safetensors"))[1];
        sandbox.Server.Faults.Clear();

        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        story.Models().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hub_in_trouble_is_asked_again()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "huggingface",
                Status = 503,
                Times = 1,
            }
        );

        var item = (await story.DownloadAsync("hf:sandbox-labs/variants/variants-v1.safetensors")).Single();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pasted_token_opens_what_is_gated(bool isPlan)
    {
        using var story = new LibraryStory(sandbox);
        var reference = new Uri(sandbox.Server.HuggingFaceUrl, Gated + "?token=hf_sandbox").AbsoluteUri;

        var items = isPlan ? await PlanAsync(story, reference) : await story.DownloadAsync(reference);

        items.ShouldHaveSingleItem().Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_pasted_token_is_a_header_for_its_own_host_and_nothing_for_the_next()
    {
        using var folder = new TemporaryFolder();
        await using var storage = new RawHttpServer(RawReply.File(TinySafetensors.Create(4096)));
        await using var hub = new RawHttpServer(request =>
            request.Target switch
            {
                var target when target.Contains("/revision/") => Json("""{"sha":"abc123"}"""),
                var target when target.Contains("/tree/") => Json("""[{"type":"file","path":"m.safetensors"}]"""),
                _ => RawReply.Redirect(storage.Address("/blob").AbsoluteUri),
            }
        );
        using var library = new BerryLibrary(
            new LibraryOptions { HuggingFaceUrl = hub.Address("/"), AllowedHosts = ["127.0.0.1"] }
        );
        var request = new DownloadRequest
        {
            References = [hub.Address("/owner/repo/resolve/main/m.safetensors?token=SECRET").AbsoluteUri],
            Target = new DownloadTarget { Folder = folder.Path },
        };

        var items = await library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed, items[0].Reason);
        hub.Requests.ShouldAllBe(asked => asked.Header("Authorization") == "Bearer SECRET");
        hub.Requests[^1].Target.ShouldBe("/owner/repo/resolve/abc123/m.safetensors");
        storage.Requests.ShouldHaveSingleItem().Header("Authorization").ShouldBeNull();
        File.ReadAllText(items[0].Sidecar!).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_tree_with_a_path_that_leaves_its_folder_is_not_believed()
    {
        using var folder = new TemporaryFolder();
        await using var hub = new RawHttpServer(request =>
            request.Target.Contains("/revision/")
                ? Json("""{"sha":"abc123"}""")
                : Json("""[{"type":"file","path":"../../evil.safetensors"},{"type":"file","path":"/etc/x.gguf"}]""")
        );
        using var library = new BerryLibrary(
            new LibraryOptions { HuggingFaceUrl = hub.Address("/"), AllowedHosts = ["127.0.0.1"] }
        );
        var request = new DownloadRequest
        {
            References = ["hf:owner/repo"],
            Target = new DownloadTarget { Folder = folder.Path },
        };

        var items = await library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().Failure!.Code.ShouldBe(FailureCode.NotFound);
    }

    private static RawReply Json(string text) => RawReply.File(Encoding.UTF8.GetBytes(text));

    private static Task<IReadOnlyList<DownloadItem>> PlanAsync(LibraryStory story, string reference) =>
        story.Library.PlanAsync(story.Request(reference), TestContext.Current.CancellationToken);

    private static Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        LibraryStory story,
        string reference,
        FileChoice choice,
        string? modelType = null
    )
    {
        var request = story.Request(reference);
        return story.Library.DownloadAsync(
            request with
            {
                Choice = choice,
                Target = request.Target with { ModelType = modelType },
            },
            null,
            TestContext.Current.CancellationToken
        );
    }
}
