using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Services;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Extending;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BerryAIGen.Toolkit.Tests.Services;

/// <summary>The services by the names of the description, in a server inside of this process.</summary>
public sealed class ServiceTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ToolkitServer.BuildAsync(
            new ToolkitOptions
            {
                Url = new Uri("http://127.0.0.1:0"),
                Database = _folder.Combine("library.db"),
                Library = new LibraryOptions
                {
                    WorkingFolder = _folder.Path,
                    ModelsFolder = _folder.Combine("models"),
                    DataFolder = _folder.Combine("data"),
                    AllowedHosts = ["127.0.0.1"],
                },
            }
        );
        await _server.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Models_are_listed_and_told_one_by_one()
    {
        var library = Get<ModelLibraryService>();

        var models = await library.GetAvailableModelsAsync(Stop);

        models.ShouldNotBeEmpty();
        (await library.GetModelInfoAsync(models[0].Id, Stop)).Name.ShouldBe(models[0].Name);
        (await library.DeleteModelAsync("nobody", cancellationToken: Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task Metadata_of_a_model_is_told()
    {
        var metadata = await Get<ModelMetadataService>().GetModelMetadataAsync("phi-3-mini-4k-instruct", Stop);

        metadata["model_id"]!.ToString().ShouldBe("phi-3-mini-4k-instruct");
        metadata["context_length"]!.GetValue<int>().ShouldBe(4096);
    }

    [Fact]
    public async Task A_pair_is_judged_and_a_provider_is_suggested_models()
    {
        var compatibility = Get<ProviderModelCompatibilityService>();

        var pair = await compatibility.CheckModelCompatibilityAsync("tinyllama-1.1b-chat-q4", "llama-cpp", Stop);
        var best = await compatibility.GetRecommendedModelsForProviderAsync("llama-cpp", cancellationToken: Stop);
        var bands = await compatibility.GetProviderModelSuggestionsAsync("llama-cpp", Stop);
        var setup = await compatibility.ValidateProviderModelSetupAsync("llama-cpp", Stop);

        pair.Compatible.ShouldBeTrue();
        pair.CompatibilityScore.ShouldBeGreaterThan(0.5);
        bands["excellent"].ShouldContain("phi-3-mini-4k-instruct");
        bands["good"].ShouldContain("tinyllama-1.1b-chat-q4");
        best.Count.ShouldBe(bands.Values.Sum(ids => ids.Count));
        setup.HasLocalModels.ShouldBeFalse();
        setup.AvailableModels.ShouldContain("phi-3-mini-4k-instruct");
    }

    [Fact]
    public async Task An_address_is_downloaded_and_followed_to_its_end()
    {
        byte[] model =
        [
            60,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}      """u8,
            1,
            2,
            3,
            4,
        ];
        await using var source = new RangeServer(model);
        var downloads = Get<ModelDownloadManager>();

        var begun = await downloads.DownloadModelAsync(
            $"http://127.0.0.1:{source.Port}/dragon.safetensors",
            "red-dragon.safetensors",
            Stop
        );
        List<DownloadTask> told = [];
        await foreach (var task in downloads.FollowAsync(begun.TaskId, Stop))
            told.Add(task);

        told[^1].Status.ShouldBe("completed", told[^1].ErrorMessage);
        told[^1].Progress.ShouldBe(1.0);
        var library = Get<ModelLibraryService>();
        (await library.GetDownloadStatusAsync(begun.TaskId, Stop)).Status.ShouldBe("completed");
        var here = await library.GetModelInfoAsync(begun.ModelId, Stop);
        Path.GetFileName(here.LocalPath).ShouldBe("red-dragon.safetensors");
        (await library.DeleteModelAsync(begun.ModelId, cancellationToken: Stop)).ShouldBeTrue();
        File.Exists(here.LocalPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_repository_and_a_rule_are_added_while_the_server_runs()
    {
        var library = Get<ModelLibraryService>();

        await library.AddRepositoryAsync(new Shelf(), Stop);
        library.AddValidator(new NoHugeOnes());

        (await library.GetModelInfoAsync("shelf/huge", Stop)).Status.ShouldBe("available");
        var refused = await Should.ThrowAsync<LibraryException>(() => library.DownloadModelAsync("shelf/huge", Stop));
        refused.Message.ShouldContain("it is too huge");
        await Should.ThrowAsync<LibraryException>(() => library.AddRepositoryAsync(new Shelf("No Name"), Stop));
    }

    private sealed class Shelf(string name = "shelf") : IModelSource
    {
        public string Name => name;

        public Task<IReadOnlyList<OfferedModel>> DiscoverAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<OfferedModel>>([new("huge", "A huge model") { Format = "gguf" }]);

        public Task<string> GetDownloadUrlAsync(string modelId, CancellationToken cancellationToken) =>
            Task.FromResult($"https://shelf.example/{modelId}.gguf");
    }

    private sealed class NoHugeOnes : IModelValidator
    {
        public string Name => "no huge ones";

        public Task<ValidationResult> ValidateAsync(OfferedModel model, CancellationToken cancellationToken) =>
            Task.FromResult(
                new ValidationResult(!model.Id.Contains("huge", StringComparison.Ordinal), ["it is too huge"])
            );
    }

    private T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();
}
