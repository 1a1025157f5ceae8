using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>What pays what, what is withheld, what fails and what is given back.</summary>
public sealed class MatureAndFailureTests : IAsyncLifetime
{
    private OrchestratorScene _scene = null!;

    private static CancellationToken Cancelled => OrchestratorScene.Cancelled;

    public async ValueTask InitializeAsync() => _scene = await OrchestratorScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Mature_work_paid_with_blue_Buzz_is_withheld_until_yellow_pays()
    {
        Balance(yellow: 5, blue: 100);
        _scene.Server.Orchestrator.Script(new() { Kind = "mature" });
        var withheld = await _scene.RunAsync(OrchestratorScene.Pictures());

        withheld.Failures[0].BlockedReason.ShouldNotBeNull();
        await Should.ThrowAsync<CivitaiContentBlockedException>(() =>
            _scene.Client.Blobs.OpenAsync(withheld.Blobs[0].Blob, Cancelled)
        );
        await Should.ThrowAsync<CivitaiBadRequestException>(() => UpgradeAsync(withheld));
        Balance(yellow: 50, blue: 92);
        await UpgradeAsync(withheld);

        var shown = await _scene.Client.Workflows.GetAsync(withheld.Id!, null, Cancelled);
        shown.Blobs[0].Blob.Available.ShouldBe(true);
        Held("yellow").ShouldBe(42);
        Held("blue").ShouldBe(100);
    }

    [Fact]
    public async Task Mature_work_is_upgraded_at_once_where_that_is_wished()
    {
        Balance(yellow: 50, blue: 100);
        _scene.Server.Orchestrator.Script(new() { Kind = "mature" });

        var workflow = await _scene.RunAsync(OrchestratorScene.Pictures() with { UpgradeMode = UpgradeMode.Automatic });

        workflow.Blobs[0].Blob.Available.ShouldBe(true);
        workflow.Blobs[0].Blob.NsfwLevel.ShouldBe(NsfwLevel.R);
        Held("yellow").ShouldBe(42);
    }

    [Fact]
    public async Task Work_that_may_be_mature_is_paid_from_yellow_and_safe_work_is_blocked_when_it_is()
    {
        Balance(yellow: 100, blue: 100);
        await _scene.RunAsync(OrchestratorScene.Pictures() with { AllowMatureContent = true });
        _scene.Server.Orchestrator.Script(new() { Kind = "mature" });

        var blocked = await _scene.RunAsync(OrchestratorScene.Pictures() with { AllowMatureContent = false });

        Held("yellow").ShouldBe(92);
        blocked.Failures[0].Reason.ShouldBe(FailureReason.Blocked);
        blocked.Failures[0].IsWorthRepeating.ShouldBeFalse();
        blocked.Failures[0].ToString().ShouldContain("mature content");
        blocked.Cost!.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_accounts_that_are_allowed_pay()
    {
        Balance(yellow: 100, blue: 100, green: 4);

        await Should.ThrowAsync<CivitaiInsufficientBuzzException>(() =>
            _scene.RunAsync(OrchestratorScene.Pictures() with { Currencies = [BuzzAccount.Green] })
        );
        var workflow = await _scene.RunAsync(
            OrchestratorScene.Pictures() with
            {
                Currencies = [BuzzAccount.Green, BuzzAccount.Yellow],
            }
        );

        workflow
            .Transactions!.List.Select(line => (line.AccountType, line.Amount))
            .ShouldBe([(BuzzAccount.Green, 4), (BuzzAccount.Yellow, 4)]);
    }

    [Fact]
    public async Task What_was_not_delivered_of_a_batch_is_given_back()
    {
        _scene.Server.Orchestrator.Script(new() { Kind = "partial" });

        var workflow = await _scene.RunAsync(OrchestratorScene.Pictures(quantity: 4));

        workflow.Status.ShouldBe(WorkflowStatus.Failed);
        workflow.Blobs.Count(blob => blob.Blob.Available == true).ShouldBe(2);
        workflow.Steps[0].Jobs!.Count(job => job.Status == WorkflowStatus.Succeeded).ShouldBe(2);
        workflow.Cost!.Total.ShouldBe(16);
    }

    [Theory]
    [InlineData("no_provider_available", "failed", true)]
    [InlineData("blocked", "failed", false)]
    [InlineData("timeout", "failed", true)]
    [InlineData("expired", "expired", true)]
    [InlineData("failed", "failed", true)]
    public async Task A_failure_tells_its_reason_and_whether_another_try_helps(
        string kind,
        string status,
        bool isWorthRepeating
    )
    {
        Balance(yellow: 100, blue: 100);
        _scene.Server.Orchestrator.Script(
            new() { Kind = kind, BlockedReason = kind == "blocked" ? "a real person" : null }
        );

        var workflow = await _scene.RunAsync(OrchestratorScene.Pictures());

        workflow.Status.ShouldBe(new WorkflowStatus(status));
        var failure = workflow.Failures.ShouldHaveSingleItem();
        failure.IsWorthRepeating.ShouldBe(isWorthRepeating);
        failure.Reason.ShouldBe(kind == "failed" ? null : new FailureReason(kind));
        Held("blue").ShouldBe(100);
    }

    [Fact]
    public async Task A_step_that_may_be_tried_again_is_and_a_blocked_one_is_not()
    {
        var template = OrchestratorScene.Pictures();
        template.Steps[0].Retries = 2;
        _scene.Server.Orchestrator.Script(new() { Kind = "timeout", Times = 2 });
        var good = await _scene.RunAsync(template);
        _scene.Server.Orchestrator.Script(new() { Kind = "blocked", BlockedReason = "a real person" });

        var blocked = await _scene.RunAsync(template);

        good.Status.ShouldBe(WorkflowStatus.Succeeded);
        good.Steps[0].Jobs!.Count.ShouldBe(3);
        good.Failures.ShouldBeEmpty();
        blocked.Steps[0].Jobs!.Count.ShouldBe(1);
        blocked.Failures[0].BlockedReason.ShouldBe("a real person");
    }

    [Fact]
    public async Task Results_above_the_level_that_was_asked_for_are_blocked()
    {
        _scene.Server.Orchestrator.Script(new() { Kind = "mature" });

        var workflow = await _scene.RunAsync(OrchestratorScene.Pictures() with { NsfwLevel = NsfwLevel.Pg13 });

        workflow.Failures[0].Reason.ShouldBe(FailureReason.Blocked);
    }

    [Fact]
    public async Task Mature_results_stay_out_of_lists_unless_they_are_asked_for()
    {
        Balance(yellow: 100);
        _scene.Server.Orchestrator.Script(new() { Kind = "mature" });
        await _scene.RunAsync(OrchestratorScene.Pictures());

        var hidden = await _scene.Client.Workflows.QueryAsync(null, Cancelled).FirstAsync(Cancelled);
        var shown = await _scene
            .Client.Workflows.QueryAsync(new() { HidesMatureContent = false }, Cancelled)
            .FirstAsync(Cancelled);

        hidden.Blobs.ShouldBeEmpty();
        shown.Blobs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Tips_priority_and_fees_are_part_of_the_price()
    {
        var template = OrchestratorScene.Pictures();
        template.Steps[0].Priority = StepPriority.High;

        var estimate = await _scene.Client.Workflows.EstimateAsync(
            template with
            {
                Tips = new() { Civitai = 0.5, Creators = 0.25 },
            },
            null,
            Cancelled
        );

        estimate.Cost!.Tips!.Civitai.ShouldBe(4);
        estimate.Cost.Tips.Creators.ShouldBe(2);
        estimate.Cost.Fixed!.Value.GetProperty("priority").GetInt32().ShouldBe(20);
        estimate.Cost.Total.ShouldBe(34);
    }

    private void Balance(int yellow, int blue = 0, int green = 0) =>
        _scene.Server.Orchestrator.SetBalance(OrchestratorScene.Key, yellow, blue, green);

    private int Held(string account) => _scene.Server.Orchestrator.BalanceOf(OrchestratorScene.Key, account);

    private Task UpgradeAsync(Workflow workflow) =>
        _scene.Client.Workflows.UpdateAsync(workflow.Id!, new() { AllowMatureContent = true }, Cancelled);
}
