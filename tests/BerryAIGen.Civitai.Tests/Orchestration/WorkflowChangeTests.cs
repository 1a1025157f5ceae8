using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>Workflows and steps that are changed, cancelled, deleted, or depend on each other.</summary>
public sealed class WorkflowChangeTests : IAsyncLifetime
{
    private OrchestratorScene _scene = null!;

    private static CancellationToken Cancelled => OrchestratorScene.Cancelled;

    private WorkflowClient Workflows => _scene.Client.Workflows;

    public async ValueTask InitializeAsync() => _scene = await OrchestratorScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Metadata_and_tags_are_changed_as_a_whole_one_by_one_and_by_patch()
    {
        var id = (await _scene.RunAsync(OrchestratorScene.Echo() with { Tags = ["one"] })).Id!;

        await Workflows.UpdateAsync(id, new() { Metadata = Json("""{"a":1}"""), Tags = ["two"] }, Cancelled);
        await Workflows.Tags.AddAsync(id, "three/four", Cancelled);
        await Workflows.Tags.RemoveAsync(id, "two", Cancelled);
        await Workflows.PatchAsync(
            id,
            new JsonPatch().Test("/metadata/a", 1).Add("/metadata/b", "x").Add("/tags/-", "five").Remove("/metadata/a"),
            Cancelled
        );

        var changed = await Workflows.GetAsync(id, null, Cancelled);
        changed.Tags!.ShouldBe(["three/four", "five"]);
        changed.Metadata!.Value.GetRawText().ShouldBe("""{"b":"x"}""");
        await Workflows.Tags.RemoveAsync(id, "three/four", Cancelled);
        await Workflows.Tags.ClearAsync(id, Cancelled);
        (await Workflows.GetAsync(id, null, Cancelled)).Tags!.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_patch_whose_test_fails_changes_nothing()
    {
        var id = (await _scene.RunAsync(OrchestratorScene.Echo() with { Tags = ["one"] })).Id!;

        var error = await Should.ThrowAsync<CivitaiBadRequestException>(() =>
            Workflows.PatchAsync(id, new JsonPatch().Remove("/tags/0").Test("/metadata/a", 1), Cancelled)
        );

        error.Message.ShouldContain("/metadata/a");
        (await Workflows.GetAsync(id, null, Cancelled)).Tags!.ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_step_is_read_and_changed_until_it_begins()
    {
        _scene.Server.Orchestrator.HoldBefore = "preparing";
        var id = (await Workflows.SubmitAsync(OrchestratorScene.Echo("before"), null, Cancelled)).Id!;

        await Workflows.Steps.UpdateAsync(id, "$0", Json("""{"mine":true}"""), Cancelled);
        await Workflows.Steps.PatchAsync(id, "$0", new JsonPatch().Replace("/input/message", "after"), Cancelled);
        _scene.Server.Orchestrator.HoldBefore = null;
        await _scene.HurriedClient().Workflows.WaitAsync(id, null, Cancelled);

        var step = await Workflows.Steps.GetAsync(id, "$0", Cancelled);
        step.Output!.Value.GetProperty("message").GetString().ShouldBe("after");
        step.Metadata!.Value.GetProperty("mine").GetBoolean().ShouldBeTrue();
        await Should.ThrowAsync<CivitaiConflictException>(() =>
            Workflows.Steps.PatchAsync(id, "$0", new JsonPatch().Replace("/input/message", "late"), Cancelled)
        );
        await Should.ThrowAsync<CivitaiNotFoundException>(() => Workflows.Steps.GetAsync(id, "other", Cancelled));
    }

    [Fact]
    public async Task A_cancelled_workflow_is_given_back_and_a_deleted_one_is_gone()
    {
        _scene.Server.Orchestrator.HoldBefore = "processing";
        var id = (await Workflows.SubmitAsync(OrchestratorScene.Pictures(), null, Cancelled)).Id!;

        await Workflows.CancelAsync(id, Cancelled);

        var ended = await _scene.HurriedClient().Workflows.WaitAsync(id, null, Cancelled);
        ended.Status.ShouldBe(WorkflowStatus.Canceled);
        ended.Cost!.Total.ShouldBe(0);
        ended.Transactions!.List.Select(line => line.Type).ShouldBe([TransactionType.Debit, TransactionType.Credit]);
        ended.Failures[0].IsWorthRepeating.ShouldBeFalse();
        await Workflows.DeleteAsync(id, Cancelled);
        await Should.ThrowAsync<CivitaiNotFoundException>(() => Workflows.GetAsync(id, null, Cancelled));
    }

    [Fact]
    public async Task A_step_takes_its_value_from_another_and_falls_with_it()
    {
        var upscale = new ImageUpscalerInput { NumberOfRepeats = 1 };
        upscale.Refer("image", new StepReference("hero", "output.images[0].url"));
        var template = OrchestratorScene.Pictures();
        template = template with { Steps = [template.Steps[0], StepTemplate.Of(upscale, "large")] };

        var good = await _scene.RunAsync(template);
        _scene.Server.Orchestrator.Script(
            new()
            {
                Kind = "failed",
                Step = "hero",
                Error = "It went wrong.",
            }
        );
        var bad = await _scene.RunAsync(template);

        good.Status.ShouldBe(WorkflowStatus.Succeeded);
        ((ImageUpscalerInput)good.Steps[1].ReadInput()).Image.ShouldStartWith(_scene.Server.OrchestratorUrl.ToString());
        good.Blobs.Select(blob => blob.Member).ShouldBe(["images", "blob"]);
        bad.Status.ShouldBe(WorkflowStatus.Failed);
        bad.Steps.Select(step => step.Status).ShouldBe([WorkflowStatus.Failed, WorkflowStatus.Canceled]);
        bad.Failures[0].ToString().ShouldBe("Step hero failed: It went wrong.");
    }

    [Fact]
    public async Task An_argument_reaches_the_step_that_refers_to_it()
    {
        var echo = new EchoInput();
        echo.Refer("message", new StepReference("$arguments", "words"));

        var workflow = await _scene.RunAsync(
            new() { Steps = [StepTemplate.Of(echo)], Arguments = Json("""{"words":"hello there"}""") }
        );

        workflow.Steps[0].Output!.Value.GetProperty("message").GetString().ShouldBe("hello there");
    }

    [Fact]
    public async Task An_ephemeral_workflow_is_gone_when_it_ended()
    {
        var workflow = await _scene.RunAsync(OrchestratorScene.Echo() with { Ephemeral = true });

        workflow.Status.ShouldBe(WorkflowStatus.Succeeded);
        var error = await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            Workflows.GetAsync(workflow.Id!, null, Cancelled)
        );
        error.Message.ShouldContain("ephemeral");
    }

    [Fact]
    public async Task A_cancel_gives_back_only_what_was_not_delivered()
    {
        var upscale = new ImageUpscalerInput();
        upscale.Refer("image", new StepReference("hero", "output.images[0].url"));
        var template = OrchestratorScene.Pictures();
        (_scene.Server.Orchestrator.HoldBefore, _scene.Server.Orchestrator.HoldStep) = ("processing", "large");
        var submitted = await Workflows.SubmitAsync(
            template with
            {
                Steps = [template.Steps[0], StepTemplate.Of(upscale, "large")],
            },
            null,
            Cancelled
        );
        var running = await _scene.UntilAsync(submitted, one => one.Steps[0].Status == WorkflowStatus.Succeeded);

        await Workflows.CancelAsync(running.Id!, Cancelled);

        var ended = await _scene.HurriedClient().Workflows.WaitAsync(running.Id!, null, Cancelled);
        ended.Status.ShouldBe(WorkflowStatus.Canceled);
        ended.Transactions!.List.Select(line => line.Amount).ShouldBe([9, 1]);
        ended.Cost!.Total.ShouldBe(8);
    }

    [Fact]
    public async Task A_step_tells_what_is_loaded_for_it()
    {
        const string Model = "urn:air:sdxl:checkpoint:civitai:1@2";
        _scene.Server.Orchestrator.HoldBefore = "scheduled";
        var template = OrchestratorScene.Pictures();
        template.Steps[0].Input = StepInputs.Write(new ImageGenInput { Prompt = "a berry", Model = Model });

        var submitted = await Workflows.SubmitAsync(template, null, Cancelled);
        var running = await _scene.UntilAsync(submitted, one => one.Status == WorkflowStatus.Preparing);

        running.Steps[0].Preparation!.Resource.ShouldBe(Model);
        running.Steps[0].Jobs![0].QueuePosition!.Support.ShouldBe(JobSupport.Available);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
