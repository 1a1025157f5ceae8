using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Generation.Outputs;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Generation.Tests.Outputs;

/// <summary>Results come whole, with their recipe, under a name of their own, or not at all.</summary>
public sealed class OutputSaverTests : IAsyncLifetime, IDisposable
{
    private const string BlobPath = "/v2/consumer/blobs/one.jpg";

    private static readonly Recipe Recipe = new()
    {
        Generator = "BerryAIGen",
        GeneratorVersion = "1.0.0",
        Prompt = "a heron, 鷺",
        NegativePrompt = "blurry",
        Seed = 4711,
        Steps = 25,
        CfgScale = 6.5,
        Sampler = "DPM++ 2M Karras",
        Width = 1024,
        Height = 768,
        Model = "Juggernaut",
        ModelHash = new string('a', 10),
        Resources =
        [
            new()
            {
                Type = ResourceTypes.Checkpoint,
                Name = "Juggernaut",
                Hash = new string('a', 10),
                ModelVersionId = 128078,
                VersionName = "v1",
            },
            new()
            {
                Type = ResourceTypes.Lora,
                Name = "Ink",
                Hash = new string('b', 10),
                ModelVersionId = 7,
                Weight = 0.8,
            },
        ],
        Settings = new Dictionary<string, string> { ["Workflow"] = "txt2img" },
    };

    private readonly TemporaryFolder _folder = new();
    private ScriptedServer? _server;
    private Orchestrator? _orchestrator;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ScriptedServer Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    private OutputSaver Saver => new(_orchestrator!) { Limit = TimeSpan.FromSeconds(20) };

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _orchestrator = new Orchestrator(
            new LibraryOptions { OrchestratorUrl = _server.Url, NamesOrchestrator = true },
            TimeProvider.System
        );
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public void Dispose()
    {
        _orchestrator?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("plain.jpg", ".jpg")]
    [InlineData("lossy.webp", ".webp")]
    [InlineData("plain.png", ".png")]
    public async Task The_recipe_of_a_picture_is_read_back_as_it_was(string name, string extension)
    {
        Server.On("/file", ScriptedAnswer.File(PictureOf(name)));

        var saved = await SaveAsync(
            new Blob
            {
                Id = "one.jpg",
                Available = true,
                Url = Server.At("/file").ToString(),
            }
        );

        saved.Path.ShouldBe(_folder.Combine($"out/7-1-1{extension}"));
        var read = RecipeReader.Read(saved.Path).Recipe.ShouldNotBeNull();
        // LoRAs are called in the prompt, as A1111's readers want it, and taken out of it by nobody.
        read.Prompt.ShouldBe("a heron, 鷺 <lora:Ink:0.8>");
        (read.Generator, read.NegativePrompt, read.Seed, read.Steps, read.CfgScale).ShouldBe(
            ("BerryAIGen", "blurry", 4711, 25, 6.5)
        );
        (read.Sampler, read.Width, read.Height, read.Model).ShouldBe(("DPM++ 2M Karras", 1024, 768, "Juggernaut"));
        read.Settings["Workflow"].ShouldBe("txt2img");
        read.Resources.Select(row => (row.Type, row.Name, row.Hash, row.ModelVersionId, row.Weight))
            .ShouldBe(
                Recipe.Resources.Select(row => (row.Type, row.Name, row.Hash, row.ModelVersionId, row.Weight)),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_result_that_is_there_later_is_waited_for_and_fetched_by_its_new_address()
    {
        Server.On(BlobPath, ScriptedAnswer.Json("{}", 404), ScriptedAnswer.Text("", 204));
        Server.On(
            $"{BlobPath}/refresh",
            ScriptedAnswer.Json($$"""{"id":"one.jpg","available":true,"url":"{{Server.At("/file")}}"}""")
        );
        Server.On("/file", ScriptedAnswer.File(PictureOf("plain.jpg")));

        var saved = await SaveAsync(new Blob { Id = "one.jpg", Available = false });

        File.Exists(saved.Path).ShouldBeTrue();
        Server.Requests.Count(request => request.Method == "HEAD").ShouldBe(2);
    }

    [Fact]
    public async Task A_result_whose_address_leads_nowhere_yet_is_waited_for()
    {
        Server.On("/early", ScriptedAnswer.Json("{}", 404));
        // Asked for by its id, then whether it is there, twice.
        Server.On(
            BlobPath,
            ScriptedAnswer.Json("{}", 404),
            ScriptedAnswer.Json("{}", 404),
            ScriptedAnswer.Text("", 204)
        );
        Server.On(
            $"{BlobPath}/refresh",
            ScriptedAnswer.Json($$"""{"id":"one.jpg","available":true,"url":"{{Server.At("/file")}}"}""")
        );
        Server.On("/file", ScriptedAnswer.File(PictureOf("plain.jpg")));
        var blob = new Blob
        {
            Id = "one.jpg",
            Available = true,
            Url = Server.At("/early").ToString(),
        };

        var saved = await SaveAsync(blob);

        File.Exists(saved.Path).ShouldBeTrue();
        Server.Requests.Count(request => request.Method == "HEAD").ShouldBe(2);
    }

    [Fact]
    public async Task A_result_whose_address_never_leads_anywhere_may_be_tried_again()
    {
        Server.On("/early", ScriptedAnswer.Json("{}", 404));
        Server.On(BlobPath, ScriptedAnswer.Json("{}", 404));
        var saver = new OutputSaver(_orchestrator!) { Limit = TimeSpan.Zero };
        var blob = new Blob
        {
            Id = "one.jpg",
            Available = true,
            Url = Server.At("/early").ToString(),
        };

        var failure = (
            await Should.ThrowAsync<LibraryException>(() => saver.SaveAsync(blob, "7-1", 0, _folder.Path, null, Stop))
        ).Failure;

        (failure.Code, failure.IsRetryable).ShouldBe((FailureCode.Network, true));
    }

    [Fact]
    public async Task A_result_that_never_comes_is_told_and_may_be_tried_again()
    {
        Server.On(BlobPath, ScriptedAnswer.Json("{}", 404));
        var saver = new OutputSaver(_orchestrator!) { Limit = TimeSpan.Zero };

        var failure = (
            await Should.ThrowAsync<LibraryException>(() =>
                saver.SaveAsync(new Blob { Id = "one.jpg", Available = false }, "7-1", 0, _folder.Path, null, Stop)
            )
        ).Failure;

        failure.IsRetryable.ShouldBeTrue();
        failure.Message.ShouldContain("one.jpg");
    }

    [Fact]
    public async Task A_page_in_place_of_a_picture_is_not_saved_and_nothing_half_done_stays()
    {
        Server.On("/file", ScriptedAnswer.Html("<!DOCTYPE html><html>no</html>"));

        var failure = (
            await Should.ThrowAsync<LibraryException>(() =>
                SaveAsync(
                    new Blob
                    {
                        Id = "one.jpg",
                        Available = true,
                        Url = Server.At("/file").ToString(),
                    }
                )
            )
        ).Failure;

        failure.Code.ShouldBe(FailureCode.Verification);
        Directory.GetFiles(_folder.Combine("out")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_file_of_the_name_stays_and_the_same_bytes_are_one_file()
    {
        var other = _folder.Write("out/7-1-1.jpg", "mine"u8);
        Server.On("/file", ScriptedAnswer.File(PictureOf("plain.jpg")));
        var blob = new Blob
        {
            Id = "one.jpg",
            Available = true,
            Url = Server.At("/file").ToString(),
        };

        var first = await SaveAsync(blob);
        var again = await SaveAsync(blob);

        File.ReadAllText(other).ShouldBe("mine");
        first.Path.ShouldBe(_folder.Combine("out/7-1-1-2.jpg"));
        again.Path.ShouldBe(first.Path);
        Directory.GetFiles(_folder.Combine("out")).Length.ShouldBe(2);
    }

    private Task<SavedOutput> SaveAsync(Blob blob) =>
        Saver.SaveAsync(blob, "7-1", 0, _folder.Combine("out"), Recipe, Stop);

    private static byte[] PictureOf(string name) =>
        name.EndsWith(".png", StringComparison.Ordinal)
            ? new PngMaker().Build()
            : File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/BerryAIGen.IO.Tests/Images/Pictures", name));
}
