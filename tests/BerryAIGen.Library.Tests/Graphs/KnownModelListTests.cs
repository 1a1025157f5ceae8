using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>The public list of models: fetched when it is needed, kept, and left out when it is in the way.</summary>
public sealed class KnownModelListTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    // The form of ComfyUI-Manager's list; a row may name a whole repository instead of a file.
    private const string List = """
        { "models": [
            { "name": "Some upscaler", "type": "upscale", "base": "upscale", "save_path": "default", "filename": "4x-some.pth", "url": "https://example.com/4x-some.pth", "size": "1MB" },
            { "name": "Elsewhere", "type": "lora", "save_path": "loras/sub", "filename": "4x-other.pth", "url": "https://example.com/4x-other.pth" },
            { "name": "Whole", "type": "diffusers", "save_path": "diffusers", "filename": "<huggingface>", "url": "<huggingface>" },
            17] }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("4x-some.pth", 0.9)]
    [InlineData("4x-other.pth", 0.7)]
    public async Task A_row_of_the_name_is_a_candidate_and_surer_in_the_same_folder(string name, double confidence)
    {
        await using var server = new RawHttpServer(RawReply.File(Encoding.UTF8.GetBytes(List)));
        using var story = Story(server);

        var candidate = (await FindAsync(story, name)).Models[0].Candidates.Single(one => one.Source == "known-models");

        (candidate.Confidence, candidate.Reference).ShouldBe((confidence, $"https://example.com/{name}"));
    }

    [Fact]
    public async Task It_is_fetched_once_and_kept()
    {
        await using var server = new RawHttpServer(RawReply.File(Encoding.UTF8.GetBytes(List)));
        using var story = Story(server);

        await FindAsync(story, "4x-some.pth");
        await FindAsync(story, "4x-some.pth");

        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(404, "gone")]
    [InlineData(200, "<html>")]
    public async Task A_list_that_cannot_be_had_is_told_and_hides_nothing(int status, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await using var server = new RawHttpServer(
            new RawReply(status, bytes).With("Content-Length", $"{bytes.Length}")
        );
        using var story = Story(server);

        var report = await FindAsync(story, "more_detail_slider.safetensors", "LoraLoader", "lora_name");

        report.Models[0].Candidates[0].Source.ShouldBe("civitai");
        report
            .Sources.Single(source => source.Source == "known-models")
            .Error.ShouldNotBeNull()
            .Message.ShouldContain("known_models_url");
    }

    private LibraryStory Story(RawHttpServer server)
    {
        string? cache = null;
        return new LibraryStory(
            sandbox,
            settings: options => options with { CacheFolder = cache ??= Path.Combine(options.WorkingFolder, "cache") },
            variables: ("BERRY_KNOWN_MODELS_URL", server.Address("/list.json").AbsoluteUri)
        );
    }

    private static Task<GraphReport> FindAsync(
        LibraryStory story,
        string name,
        string type = "UpscaleModelLoader",
        string input = "model_name"
    ) =>
        story.Library.Graphs.FindAsync(
            new GraphRequest
            {
                Path = "workflow.json",
                Json = Encoding.UTF8.GetBytes(GraphSample.Api(type, $"\"{input}\": \"{name}\"")),
                Target = new DownloadTarget { Root = story.Root },
            },
            Stop
        );
}
