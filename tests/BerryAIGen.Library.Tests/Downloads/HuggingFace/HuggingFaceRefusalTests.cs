using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.HuggingFace;

/// <summary>What the hub refuses, what is wrong, and what is said of it.</summary>
public sealed class HuggingFaceRefusalTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Gated = "sandbox-labs/gated-flux/resolve/main/gated-flux.safetensors";

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

        var items = isPlan ? await HubStory.PlanAsync(story, reference) : await story.DownloadAsync(reference);

        var failure = items.ShouldHaveSingleItem().Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(FailureCode.Auth);
        failure.Message.ShouldContain("HF_TOKEN");
        failure.Message.ShouldContain(new Uri(sandbox.Server.HuggingFaceUrl, "sandbox-labs/gated-flux").AbsoluteUri);
        story.Models().ShouldBeEmpty();
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

        var items = isPlan ? await HubStory.PlanAsync(story, reference) : await story.DownloadAsync(reference);

        items.ShouldHaveSingleItem().Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_tree_with_a_path_that_leaves_its_folder_is_not_believed()
    {
        using var folder = new TemporaryFolder();
        await using var hub = new RawHttpServer(request =>
            request.Target.Contains("/revision/")
                ? HubStory.Json("""{"sha":"abc123"}""")
                : HubStory.Json(
                    """[{"type":"file","path":"../../evil.safetensors"},{"type":"file","path":"/etc/x.gguf"}]"""
                )
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
}
