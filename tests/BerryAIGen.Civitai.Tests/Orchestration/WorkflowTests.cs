using System.IO.Compression;
using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>Workflows from the submit to the end, against the stand-in orchestrator.</summary>
public sealed class WorkflowTests : IAsyncLifetime
{
    private OrchestratorScene _scene = null!;

    private static CancellationToken Cancelled => OrchestratorScene.Cancelled;

    private WorkflowClient Workflows => _scene.Client.Workflows;

    public async ValueTask InitializeAsync() => _scene = await OrchestratorScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_workflow_is_submitted_waited_for_and_its_pictures_are_fetched()
    {
        var workflow = await _scene.RunAsync(OrchestratorScene.Pictures(quantity: 2));

        workflow.Status.ShouldBe(WorkflowStatus.Succeeded);
        workflow.ExternalId.ShouldNotBeNull().ShouldStartWith("berry-");
        workflow.Cost!.Total.ShouldBe(16);
        workflow.Transactions!.List.Sum(line => line.Amount).ShouldBe(16);
        workflow.Transactions.List[0].AccountType.ShouldBe(BuzzAccount.Blue);
        workflow.UnknownMembers.ShouldBeNull();
        workflow.Steps[0].UnknownMembers.ShouldBeNull();
        workflow.Blobs.Count.ShouldBe(2);
        workflow.Blobs[0].Member.ShouldBe("images");
        await using var content = await _scene.Client.Blobs.OpenAsync(workflow.Blobs[0].Blob, Cancelled);
        var bytes = new byte[8];
        await content.Stream.ReadExactlyAsync(bytes, Cancelled);
        bytes[1..4].ShouldBe("PNG"u8.ToArray());
        content.MediaType.ShouldBe("image/png");
    }

    [Fact]
    public async Task A_running_workflow_is_followed_to_its_end()
    {
        _scene.Server.Orchestrator.HoldBefore = "processing";
        var time = new MovedTime(TimeSpan.FromSeconds(100));
        var client = _scene.NewClient(options =>
        {
            options.TimeProvider = time;
            options.AttemptTimeout = TimeSpan.FromSeconds(200);
        });
        var submitted = await client.Workflows.SubmitAsync(OrchestratorScene.Echo(), null, Cancelled);
        var told = new List<Workflow>();

        var ended = await client.Workflows.WaitAsync(
            submitted.Id!,
            new Told(workflow =>
            {
                told.Add(workflow);
                if (told.Count == 7)
                    _scene.Server.Orchestrator.HoldBefore = null;
            }),
            Cancelled
        );

        submitted.Status!.Value.IsTerminal.ShouldBeFalse();
        ended.Status.ShouldBe(WorkflowStatus.Succeeded);
        told[^1].ShouldBe(ended);
        time.Waits.Select(wait => wait.TotalSeconds).Take(7).ShouldBe([2, 5, 10, 15, 30, 30, 30]);
    }

    [Fact]
    public async Task A_wait_that_is_too_short_answers_with_the_running_workflow()
    {
        _scene.Server.Orchestrator.HoldBefore = "succeeded";

        var workflow = await Workflows.SubmitAsync(
            OrchestratorScene.Pictures(),
            new SubmitOptions { Wait = TimeSpan.FromSeconds(1) },
            Cancelled
        );

        workflow.Status.ShouldBe(WorkflowStatus.Processing);
        workflow.Blobs[0].Blob.Available.ShouldBe(false);
        (
            await Should.ThrowAsync<CivitaiNotFoundException>(() =>
                _scene.Client.Blobs.OpenAsync(workflow.Blobs[0].Blob, Cancelled)
            )
        ).Message.ShouldContain("not made yet");
    }

    [Fact]
    public async Task An_estimate_tells_the_price_and_pays_nothing()
    {
        _scene.Server.Orchestrator.SetBalance(OrchestratorScene.Key, yellow: 5, blue: 4);

        var estimate = await Workflows.EstimateAsync(OrchestratorScene.Pictures(), null, Cancelled);
        var tooDear = await Workflows.EstimateAsync(OrchestratorScene.Pictures(quantity: 4), null, Cancelled);

        estimate.Cost!.Total.ShouldBe(8);
        estimate.IsReady.ShouldBeTrue();
        estimate.Transactions!.List.Select(line => line.Amount).ShouldBe([4, 4]);
        estimate.Transactions.InsufficientBuzz.ShouldBe(false);
        tooDear.Transactions!.InsufficientBuzz.ShouldBe(true);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(0);
        _scene.Server.Orchestrator.BalanceOf(OrchestratorScene.Key, "yellow").ShouldBe(5);
    }

    [Fact]
    public async Task An_estimate_refuses_an_external_id_before_it_asks()
    {
        var template = OrchestratorScene.Echo() with { ExternalId = ExternalId.New() };

        var error = await Should.ThrowAsync<ArgumentException>(() =>
            Workflows.EstimateAsync(template, null, Cancelled)
        );

        error.Message.ShouldContain("externalId");
        _scene.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_external_id_is_one_workflow_and_one_payment()
    {
        var template = OrchestratorScene.Pictures() with { ExternalId = "action-1" };
        var first = await _scene.RunAsync(template);

        var second = await _scene.RunAsync(template);

        second.Id.ShouldBe(first.Id);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task Two_submits_without_an_external_id_are_two_actions()
    {
        var template = OrchestratorScene.Pictures();

        (await _scene.RunAsync(template)).Id.ShouldNotBe((await _scene.RunAsync(template)).Id);
        template.ExternalId.ShouldBeNull();
    }

    [Fact]
    public async Task Workflows_are_listed_newest_first_by_all_their_tags_page_after_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await _scene.RunAsync(OrchestratorScene.Echo() with { Tags = ["a", $"n{i % 2}"] })).Id!);

        var all = await Workflows.QueryAsync(new() { Tags = ["a"], PageSize = 2 }, Cancelled).ToListAsync(Cancelled);
        var some = await Workflows.QueryAsync(new() { Tags = ["a", "n1"] }, Cancelled).ToListAsync(Cancelled);
        var oldest = await Workflows.QueryAsync(new() { IsAscending = true }, Cancelled).FirstAsync(Cancelled);

        all.Select(workflow => workflow.Id).ShouldBe(ids.AsEnumerable().Reverse());
        some.Select(workflow => workflow.Id).ShouldBe([ids[3], ids[1]]);
        oldest.Id.ShouldBe(ids[0]);
    }

    [Fact]
    public async Task The_pictures_of_a_list_come_as_one_zip()
    {
        await _scene.RunAsync(OrchestratorScene.Pictures(quantity: 3) with { Tags = ["packed"] });

        await using var content = await Workflows.OpenArchiveAsync(new() { Tags = ["packed"] }, Cancelled);
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Cancelled);

        using var zip = new ZipArchive(bytes);
        zip.Entries.Count.ShouldBe(3);
        content.MediaType.ShouldBe("application/zip");
    }

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
    public async Task All_45_steps_run_and_the_results_of_each_are_found()
    {
        _scene.Server.Orchestrator.StageTime = TimeSpan.FromMilliseconds(1);
        var steps = StepInputs
            .KnownTypes.Select(type => new StepTemplate
            {
                Type = type,
                Name = type,
                Input = Json(type == "imageUpload" ? "\"https://example.com/a.png\"" : "{}"),
            })
            .ToArray();

        var workflow = await _scene.RunAsync(new() { Steps = [.. steps] });

        workflow.Status.ShouldBe(WorkflowStatus.Succeeded);
        workflow.Progress.ShouldBe(1);
        // What the stand-in trains and prepares is nothing.
        var without = workflow.Steps.Where(step => step.Blobs.Count == 0).Select(step => step.Type!);
        without
            .Except(["training", "comfyNodepackSnapshot"])
            .ShouldAllBe(type => StepOutputs.MembersOf(type)!.Count == 0);
        workflow.Blobs.ShouldAllBe(blob => blob.Blob.Available == true && blob.Blob.UnknownMembers == null);
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
    public async Task What_would_be_refused_anyway_is_said_all_at_once_before_it_is_asked()
    {
        var template = new WorkflowTemplate
        {
            Tags = ["", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
            Callbacks = [new() { Url = "http://example.com/hook", Type = [CallbackType.WorkflowAny] }],
            ExternalId = "not allowed",
        };

        var error = await Should.ThrowAsync<ArgumentException>(() => Workflows.SubmitAsync(template, null, Cancelled));

        foreach (var part in (string[])["no steps", "11 tags", "must have letters", "https", "externalId"])
            error.Message.ShouldContain(part);
        _scene.Server.Requests.All.ShouldBeEmpty();
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private sealed class Told(Action<Workflow> tell) : IProgress<Workflow>
    {
        public void Report(Workflow value) => tell(value);
    }
}
