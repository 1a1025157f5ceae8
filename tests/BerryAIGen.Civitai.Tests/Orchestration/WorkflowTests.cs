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

        var submitted = await Workflows.SubmitAsync(
            OrchestratorScene.Pictures(),
            new SubmitOptions { Wait = TimeSpan.FromSeconds(1) },
            Cancelled
        );

        submitted.Status!.Value.IsTerminal.ShouldBeFalse();
        var workflow = await _scene.UntilAsync(submitted, one => one.Status == WorkflowStatus.Processing);
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
    public async Task Lists_are_narrowed_by_text_by_time_and_to_what_did_not_fail()
    {
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        _scene.Server.Orchestrator.Script(new() { Kind = "failed" });
        var failed = await _scene.RunAsync(OrchestratorScene.Echo("first words"));
        var good = await _scene.RunAsync(OrchestratorScene.Echo("other words"));

        (await IdsAsync(new() { ExcludesFailed = true })).ShouldBe([good.Id]);
        (await IdsAsync(new() { Query = "first" })).ShouldBe([failed.Id]);
        (await IdsAsync(new() { From = before, To = TimeProvider.System.GetUtcNow().AddMinutes(1) })).Count.ShouldBe(2);
        (await IdsAsync(new() { To = before })).ShouldBeEmpty();

        async Task<List<string?>> IdsAsync(WorkflowQuery query) =>
            await Workflows.QueryAsync(query, Cancelled).Select(workflow => workflow.Id).ToListAsync(Cancelled);
    }

    [Fact]
    public async Task The_documented_example_runs()
    {
        var template = new WorkflowTemplate
        {
            Steps =
            [
                StepTemplate.Of(
                    new ImageGenInput
                    {
                        Engine = "flux2",
                        Model = "klein",
                        Prompt = "a berry",
                        Quantity = 2,
                    },
                    "hero"
                ),
            ],
            Tags = ["berries"],
        };

        var estimate = await Workflows.EstimateAsync(template, null, Cancelled);
        var submitted = await Workflows.SubmitAsync(template, null, Cancelled);
        var ended = await _scene.HurriedClient().Workflows.WaitAsync(submitted.Id!, null, Cancelled);
        var lengths = new List<long?>();
        foreach (var (_, blob) in ended.Blobs)
        {
            await using var content = await _scene.Client.Blobs.OpenAsync(blob, Cancelled);
            lengths.Add(content.Length);
        }

        estimate.Cost!.Total.ShouldBe(ended.Cost!.Total);
        ended.Failures.ShouldBeEmpty();
        lengths.ShouldAllBe(length => length > 50);
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
