using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>What is tried again, and that nothing is paid twice.</summary>
public sealed class PaidOnceTests : IAsyncLifetime
{
    private const string Path = "/v2/consumer/workflows";

    private OrchestratorScene _scene = null!;

    private static CancellationToken Cancelled => OrchestratorScene.Cancelled;

    public async ValueTask InitializeAsync() => _scene = await OrchestratorScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task What_passes_is_tried_again_with_the_same_external_id(int status)
    {
        _scene.Server.Faults.Add(
            new()
            {
                Path = Path,
                Status = status,
                Body = "",
                Times = 4,
            }
        );

        var workflow = await SubmitAsync(_scene.HurriedClient());

        workflow.Id.ShouldNotBeNull();
        Asked().ShouldBe(5);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_submit_whose_answer_was_lost_is_sent_again_and_paid_once()
    {
        LoseAnswers(2);

        var workflow = await SubmitAsync(_scene.HurriedClient());

        workflow.Id.ShouldNotBeNull();
        Asked().ShouldBe(3);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(503, "<html><title>Services down</title></html>")]
    [InlineData(200, "<html><title>Services down</title></html>")]
    [InlineData(200, "")]
    [InlineData(500, "")]
    public async Task When_nobody_knows_whether_it_runs_the_external_id_is_told(int status, string body)
    {
        _scene.Server.Faults.Add(
            new()
            {
                Path = Path,
                Status = status,
                Body = body,
            }
        );

        var error = await RefusedAsync<CivitaiUnavailableException>(_scene.HurriedClient());

        error.ExternalId.ShouldNotBeNull();
        error.Message.ShouldContain(error.ExternalId);
        _scene.Server.Faults.Clear();
        var workflow = await _scene.RunAsync(OrchestratorScene.Pictures() with { ExternalId = error.ExternalId });
        workflow.ExternalId.ShouldBe(error.ExternalId);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_workflow_that_was_taken_without_an_answer_is_found_by_its_external_id()
    {
        LoseAnswers(null);
        var error = await RefusedAsync<CivitaiUnavailableException>(_scene.HurriedClient());
        _scene.Server.Faults.Clear();

        await _scene.RunAsync(OrchestratorScene.Pictures() with { ExternalId = error.ExternalId });

        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_requests_that_last_tell_how_long_to_wait()
    {
        _scene.Server.Faults.Add(
            new()
            {
                Path = Path,
                Status = 429,
                RetryAfter = "600",
            }
        );

        var error = await RefusedAsync<CivitaiRateLimitedException>(_scene.HurriedClient());

        error.RetryAfter.ShouldBe(TimeSpan.FromMinutes(10));
        Asked().ShouldBe(1);
    }

    [Fact]
    public async Task A_submit_that_was_taken_before_it_was_refused_keeps_its_external_id()
    {
        LoseAnswers(1);
        _scene.Server.Faults.Add(new() { Path = Path, Status = 429 });

        var error = await RefusedAsync<CivitaiRateLimitedException>(_scene.HurriedClient());

        _scene.Server.Faults.Clear();
        await _scene.RunAsync(OrchestratorScene.Pictures() with { ExternalId = error.ExternalId.ShouldNotBeNull() });
        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task Many_submits_of_one_action_at_once_are_paid_once()
    {
        var template = OrchestratorScene.Pictures() with { ExternalId = ExternalId.New() };

        var workflows = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _scene.RunAsync(template)));

        workflows.Select(workflow => workflow.Id).Distinct().ShouldHaveSingleItem();
        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    // The orchestrator has taken the workflow when the connection breaks.
    private void LoseAnswers(int? times) =>
        _scene.Server.Faults.Add(
            new()
            {
                Path = Path,
                CutAfter = 5,
                Times = times,
            }
        );

    private int Asked() => _scene.Server.Requests.To("orchestrator").Count;

    private static Task<Workflow> SubmitAsync(OrchestrationClient client) =>
        client.Workflows.SubmitAsync(OrchestratorScene.Pictures(), null, Cancelled);

    private static async Task<T> RefusedAsync<T>(OrchestrationClient client, WorkflowTemplate? template = null)
        where T : CivitaiRequestException
    {
        var error = await Should.ThrowAsync<CivitaiRequestException>(() =>
            client.Workflows.SubmitAsync(template ?? OrchestratorScene.Pictures(), null, Cancelled)
        );
        var refusal = error.ShouldBeOfType<T>();
        refusal.Message.ShouldNotContain('\n');
        refusal.Message.Length.ShouldBeLessThan(700);
        return refusal;
    }
}
