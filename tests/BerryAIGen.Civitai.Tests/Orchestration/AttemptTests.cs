using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>How often and for how long something is tried, and that nothing is done twice.</summary>
public sealed class AttemptTests : IAsyncLifetime
{
    private const string Path = "/v2/consumer/workflows";

    private OrchestratorScene _scene = null!;

    private static CancellationToken Cancelled => OrchestratorScene.Cancelled;

    public async ValueTask InitializeAsync() => _scene = await OrchestratorScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_patch_is_sent_once_even_when_the_orchestrator_fails()
    {
        var id = (await SubmitAsync(_scene.Client)).Id!;
        _scene.Server.Requests.Clear();
        _scene.Server.Faults.Add(
            new()
            {
                Method = "PATCH",
                Status = 503,
                Body = "",
            }
        );

        await Should.ThrowAsync<CivitaiUnavailableException>(() =>
            _scene.HurriedClient().Workflows.PatchAsync(id, new JsonPatch().Add("/tags/-", "x"), Cancelled)
        );

        _scene.Server.Requests.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_is_done()
    {
        var id = (await SubmitAsync(_scene.Client)).Id!;
        // What failed at first was done nevertheless: the second try finds nothing.
        _scene.Server.Faults.Add(
            new()
            {
                Method = "DELETE",
                Status = 503,
                Body = "",
                Times = 1,
            }
        );
        _scene.Server.Faults.Add(
            new()
            {
                Method = "DELETE",
                Status = 404,
                Body = "",
                Times = 1,
            }
        );

        await _scene.HurriedClient().Workflows.DeleteAsync(id, Cancelled);

        _scene.Server.Requests.All.Count(request => request.Method == "DELETE").ShouldBe(2);
        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            _scene.HurriedClient().Workflows.DeleteAsync("unknown", Cancelled)
        );
    }

    [Fact]
    public async Task A_wait_gives_the_answer_its_time()
    {
        _scene.Server.Faults.Add(new() { Path = Path, DelayMilliseconds = 4000 });
        var client = _scene.NewClient(options =>
        {
            options.AttemptTimeout = TimeSpan.FromSeconds(2);
            options.OrchestrationRetries = 0;
        });

        var workflow = await client.Workflows.SubmitAsync(
            OrchestratorScene.Echo(),
            new SubmitOptions { Wait = TimeSpan.FromSeconds(60) },
            Cancelled
        );

        workflow.Status.ShouldBe(WorkflowStatus.Succeeded);
        Asked().ShouldBe(1);
    }

    [Fact]
    public async Task A_submit_that_gets_no_answer_in_time_is_sent_again()
    {
        _scene.Server.Faults.Add(
            new()
            {
                Path = Path,
                StallAfter = 0,
                Times = 1,
            }
        );
        var client = _scene.NewClient(options => options.AttemptTimeout = TimeSpan.FromSeconds(3));

        var workflow = await SubmitAsync(client);

        workflow.Id.ShouldNotBeNull();
        Asked().ShouldBeGreaterThan(1);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_submit_that_the_caller_gives_up_is_no_failure_of_the_orchestrator()
    {
        _scene.Server.Faults.Add(new() { Path = Path, StallAfter = 0 });
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var submit = _scene.Client.Workflows.SubmitAsync(OrchestratorScene.Pictures(), null, giveUp.Token);
        await Eventually.TrueAsync(() => Asked() == 1, Cancelled);
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => submit);
        Asked().ShouldBe(1);
    }

    private int Asked() => _scene.Server.Requests.To("orchestrator").Count;

    private static Task<Workflow> SubmitAsync(OrchestrationClient client) =>
        client.Workflows.SubmitAsync(OrchestratorScene.Pictures(), null, Cancelled);
}
