using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>The client library that speaks with Civitai's orchestrator speaks with this one the same way.</summary>
public sealed class OwnClientTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;
    private OrchestrationClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _story = await OwnOrchestrator.StartAsync();
        _client = new OrchestrationClient(
            new CivitaiOptions
            {
                OrchestrationUrl = _story.Server.Http.BaseAddress!,
                OrchestrationKey = await _story.NewKeyAsync("client"),
                RequestsPerSecond = 1000,
                Burst = 1000,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _story.DisposeAsync();
    }

    [Fact]
    public async Task A_workflow_is_estimated_submitted_waited_for_changed_and_its_files_are_fetched()
    {
        await using var picture = new MemoryStream(OwnOrchestrator.Picture);
        var sent = await _client.Blobs.UploadAsync(picture, "image/png", Stop);
        var template = new WorkflowTemplate
        {
            Steps = [StepTemplate.Of(new ImageUploadInput { Image = sent.Url }, "kept")],
            Tags = ["berries"],
            AllowMatureContent = true,
        };

        var estimate = await _client.Workflows.EstimateAsync(template, null, Stop);
        var done = await _client.Workflows.SubmitAsync(
            template,
            new SubmitOptions { Wait = TimeSpan.FromSeconds(100) },
            Stop
        );
        await _client.Workflows.PatchAsync(done.Id!, new JsonPatch().Add("/metadata/rating", 5), Stop);
        await _client.Workflows.Tags.AddAsync(done.Id!, "more", Stop);
        var listed = await _client.Workflows.QueryAsync(new() { Tags = ["berries", "more"] }, Stop).ToListAsync(Stop);
        await using var content = await _client.Blobs.OpenAsync(done.Blobs[0].Blob, Stop);
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Stop);

        estimate.Id.ShouldBeNull();
        estimate.IsReady.ShouldBeTrue();
        estimate.Cost!.Total.ShouldNotBeNull().ShouldBeGreaterThan(0);
        done.Status.ShouldBe(WorkflowStatus.Succeeded);
        done.UnknownMembers.ShouldBeNull();
        done.Steps[0].UnknownMembers.ShouldBeNull();
        done.Steps[0].Jobs![0].UnknownMembers.ShouldBeNull();
        listed.Single().Metadata!.Value.GetProperty("rating").GetInt32().ShouldBe(5);
        bytes.ToArray().ShouldBe(OwnOrchestrator.Picture);
        (await _client.Blobs.ExistsAsync(done.Blobs[0].Blob.Id!, Stop)).ShouldBeTrue();
        (await _client.Blobs.ExistsAsync("nobody", Stop)).ShouldBeFalse();
        (await _client.Blobs.RefreshAsync(sent.Id!, Stop)).Id.ShouldBe(sent.Id);
    }

    [Fact]
    public async Task What_is_refused_has_the_class_and_the_fields_that_the_cloud_gives_it()
    {
        var wrong = new WorkflowTemplate { Steps = [StepTemplate.Of(new ImageGenInput { Engine = "flux2" })] };

        var bad = await Should.ThrowAsync<CivitaiBadRequestException>(() =>
            _client.Workflows.SubmitAsync(wrong, null, Stop)
        );
        await Should.ThrowAsync<CivitaiNotFoundException>(() => _client.Workflows.GetAsync("nobody", null, Stop));
        using var stranger = new OrchestrationClient(
            new CivitaiOptions { OrchestrationUrl = _story.Server.Http.BaseAddress!, OrchestrationKey = "wrong" }
        );
        await Should.ThrowAsync<CivitaiUnauthorizedException>(() => stranger.Workflows.GetAsync("nobody", null, Stop));

        bad.Problems.ShouldContain(problem => $"{problem}".Contains("steps[0].$type"));
    }

    [Fact]
    public async Task What_runs_is_cancelled_and_a_recipe_answers()
    {
        var slow = await _client.Workflows.SubmitAsync(
            new WorkflowTemplate
            {
                Steps = [StepTemplate.Of(new ImageUploadInput { Image = _story.HeldPicture.ToString() })],
            },
            null,
            Stop
        );

        await _client.Workflows.CancelAsync(slow.Id!, Stop);
        var said = await _client.Recipes.RunAsync(new EchoInput { Message = "hello" }, null, Stop);

        (await _client.Workflows.GetAsync(slow.Id!, null, Stop)).Status.ShouldBe(WorkflowStatus.Canceled);
        said.Output!.Value.GetProperty("message").GetString().ShouldBe("hello");
    }
}
