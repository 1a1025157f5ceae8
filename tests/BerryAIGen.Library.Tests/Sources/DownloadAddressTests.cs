using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources;

/// <summary>Which file a download address with wishes stands for.</summary>
public sealed class DownloadAddressTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static int nextId = 870_000;

    [Theory]
    [InlineData("type=Model&format=GGUF&quantType=Q8_0", "q8.gguf")]
    [InlineData("quantType=Q4_K_M", "q4.gguf")]
    [InlineData("format=GGUF", "q4.gguf")]
    public async Task The_wished_quantisation_is_taken(string wishes, string name)
    {
        var item = await PlanAsync(
            wishes,
            new FileSpec
            {
                Format = "GGUF",
                QuantType = "Q8_0",
                Name = "q8.gguf",
            },
            new FileSpec
            {
                Format = "GGUF",
                QuantType = "Q4_K_M",
                Name = "q4.gguf",
            }
        );

        item.File.ShouldBe(name, item.Reason);
    }

    [Theory]
    [InlineData("fp=fp32")]
    [InlineData("type=Model&format=SafeTensor&fp=fp32")]
    [InlineData("format=GGUF")]
    [InlineData("quantType=Q8_0")]
    [InlineData("type=VAE")]
    public async Task A_file_that_contradicts_a_wish_is_not_taken_for_it(string wishes)
    {
        var item = await PlanAsync(
            wishes,
            new FileSpec
            {
                Fp = "fp16",
                QuantType = "Q4_K_M",
                Name = "half.safetensors",
            }
        );

        item.State.ShouldBe(DownloadState.Failed);
        item.Failure!.Code.ShouldBe(FailureCode.NotFound);
        item.Reason!.ShouldContain("half.safetensors");
        item.Reason!.ShouldContain("fp16");
    }

    [Fact]
    public async Task A_file_that_says_nothing_of_a_wish_may_be_meant() =>
        (await PlanAsync("fp=fp32", new FileSpec { Name = "silent.safetensors" })).File.ShouldBe("silent.safetensors");

    [Fact]
    public async Task A_list_of_files_holds_no_control_character()
    {
        var item = await PlanAsync("fp=fp32", new FileSpec { Fp = "fp16", Name = "a\u001b[2Jb.safetensors" });

        item.Reason!.ShouldContain("[2Jb.safetensors");
        item.Reason!.ShouldNotContain('\u001b');
    }

    private async Task<DownloadItem> PlanAsync(string wishes, params FileSpec[] files)
    {
        using var story = new LibraryStory(sandbox);
        var id = Interlocked.Increment(ref nextId);
        var model = sandbox.Server.Catalogue.Add(
            new ModelSpec
            {
                Id = id,
                Name = $"Address {id}",
                Type = "LORA",
                Creator = "northlight",
                Versions = [new VersionSpec { Files = files }],
            }
        );
        var address = new Uri(sandbox.Server.CivitaiUrl, $"/api/download/models/{model.Versions[0].Id}?{wishes}");
        var request = story.Request(address.AbsoluteUri);
        return (await story.Library.PlanAsync(request, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
    }
}
