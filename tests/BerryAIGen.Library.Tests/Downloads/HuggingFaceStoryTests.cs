using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>A file of Hugging Face, from the paste to the file.</summary>
public sealed class HuggingFaceStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Gated = "sandbox-labs/gated-flux/resolve/main/gated-flux.safetensors";

    [Theory]
    [InlineData("hf:sandbox-labs/tiny-diffusion/vae/diffusion_pytorch_model.safetensors")]
    [InlineData("hf:sandbox-labs/tiny-diffusion/vae/diffusion_pytorch_model.safetensors@v1.0")]
    public async Task A_short_form_brings_its_file(string reference)
    {
        using var story = new LibraryStory(sandbox);

        var plan = (
            await story.Library.PlanAsync(story.Request(reference), TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();
        var item = (await story.DownloadAsync(reference)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.File.ShouldBe("diffusion_pytorch_model.safetensors");
        plan.SizeBytes.ShouldBe(new FileInfo(item.Path!).Length);
        File.Exists(item.Sidecar).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_needs_a_token_says_which(bool isPlan)
    {
        using var story = new LibraryStory(sandbox);
        var request = story.Request("hf:sandbox-labs/gated-flux/gated-flux.safetensors");

        var items = isPlan
            ? await story.Library.PlanAsync(request, TestContext.Current.CancellationToken)
            : await story.Library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        var failure = items.ShouldHaveSingleItem().Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(FailureCode.Auth);
        failure.Message.ShouldContain("HF_TOKEN");
        story.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pasted_token_opens_what_is_gated(bool isPlan)
    {
        using var story = new LibraryStory(sandbox);
        var request = story.Request(new Uri(sandbox.Server.HuggingFaceUrl, Gated + "?token=hf_sandbox").AbsoluteUri);

        var items = isPlan
            ? await story.Library.PlanAsync(request, TestContext.Current.CancellationToken)
            : await story.Library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_pasted_token_is_a_header_for_its_own_host_and_nothing_for_the_next()
    {
        using var folder = new TemporaryFolder();
        await using var storage = new RawHttpServer(RawReply.File(TinySafetensors.Create(4096)));
        await using var hub = new RawHttpServer(RawReply.Redirect(storage.Address("/blob").AbsoluteUri));
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
        var asked = hub.Requests.ShouldHaveSingleItem();
        asked.Target.ShouldBe("/owner/repo/resolve/main/m.safetensors");
        asked.Header("Authorization").ShouldBe("Bearer SECRET");
        storage.Requests.ShouldHaveSingleItem().Header("Authorization").ShouldBeNull();
        File.ReadAllText(items[0].Sidecar!).ShouldNotContain("SECRET");
    }
}
