using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.HuggingFace;

/// <summary>Files, folders and repositories of Hugging Face: what a paste and a choice bring, and where it goes.</summary>
public sealed class HuggingFaceChoiceTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("hf:sandbox-labs/tiny-diffusion/vae/diffusion_pytorch_model.safetensors")]
    [InlineData("hf:sandbox-labs/tiny-diffusion/vae/diffusion_pytorch_model.safetensors@v1.0")]
    [InlineData("hf://sandbox-labs/tiny-diffusion@v1.0/vae/diffusion_pytorch_model.safetensors")]
    [InlineData("https://huggingface.co/sandbox-labs/tiny-diffusion/blob/main/vae/diffusion_pytorch_model.safetensors")]
    [InlineData("hf:sandbox-labs/old-name/vae/diffusion_pytorch_model.safetensors")]
    public async Task A_file_is_brought_and_compared_with_its_hash(string reference)
    {
        using var story = new LibraryStory(sandbox);

        var plan = (await HubStory.PlanAsync(story, reference)).ShouldHaveSingleItem();
        var item = (await story.DownloadAsync(reference)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Path.ShouldBe(story.Path("vae", "diffusion_pytorch_model.safetensors"));
        item.VerifiedBy.ShouldBe("sha256");
        plan.SizeBytes.ShouldBe(new FileInfo(item.Path!).Length);
        plan.Sha256.ShouldBe(item.Sha256);
    }

    [Theory]
    [InlineData(null, "model.safetensors")]
    [InlineData("fp16", "model.fp16.safetensors")]
    public async Task A_repository_is_one_folder_in_the_wished_variant(string? variant, string encoder)
    {
        using var story = new LibraryStory(sandbox);

        var items = await HubStory.DownloadAsync(
            story,
            "hf:sandbox-labs/variants",
            new FileChoice { Variant = variant }
        );

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

        var items = await HubStory.DownloadAsync(
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

        var items = await HubStory.DownloadAsync(
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
    [InlineData("--version-id")]
    [InlineData("--precision")]
    public async Task A_choice_that_means_nothing_here_is_no_choice(string option)
    {
        using var story = new LibraryStory(sandbox);
        var choice = option == "--precision" ? new FileChoice { Precision = "fp16" } : new FileChoice { VersionId = 1 };

        var failure = (await HubStory.DownloadAsync(story, "hf:sandbox-labs/variants", choice)).Single().Failure!;

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldContain(option);
        failure.Message.ShouldContain("--variant");
    }
}
