using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Users;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>An orchestrator of the v2 contract: it prices, pays, runs, tells and gives back, and fails on demand.</summary>
public sealed class Orchestrator : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<RunningWorkflow> workflows = [];
    private readonly List<JobOutcome> outcomes = [];
    private readonly CancellationTokenSource stop = new();
    private readonly OrchestratorTables tables;
    private readonly Accounts accounts;
    private readonly Members members;
    private readonly WorkflowRunner runner;
    private readonly TimeProvider time;
    private int count;

    internal Orchestrator(
        OrchestratorTables tables,
        Accounts accounts,
        Members members,
        BlobStore blobs,
        EventSender events,
        TimeProvider time
    )
    {
        this.tables = tables;
        this.accounts = accounts;
        this.members = members;
        this.time = time;
        runner = new WorkflowRunner(this, tables, blobs, new WorkflowTeller(this, tables, blobs, events, time), time);
    }

    /// <summary>How long each stage lasts. Default: 10 milliseconds.</summary>
    public TimeSpan StageTime { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The stage that no step enters until this is null again: <c>preparing</c>, <c>scheduled</c>, <c>processing</c>, <c>succeeded</c>.</summary>
    public string? HoldBefore { get; set; }

    /// <summary>The step, by its name, that <see cref="HoldBefore"/> is for; null: all.</summary>
    public string? HoldStep { get; set; }

    /// <summary>Recipes answer with the output, as the API's document says; default with a workflow, as its guide says.</summary>
    public bool RecipesAnswerOutput { get; set; }

    /// <summary>How many workflows were paid.</summary>
    public int PaidCount
    {
        get
        {
            lock (gate)
                return workflows.Count(workflow => !workflow.IsEstimate);
        }
    }

    internal Lock Gate => gate;

    internal Accounts Accounts => accounts;

    /// <summary>Sets what somebody has.</summary>
    public void SetBalance(string key, int yellow, int blue = 0, int green = 0)
    {
        var user = UserOf(key);
        lock (gate)
            (accounts[user, "yellow"], accounts[user, "blue"], accounts[user, "green"]) = (yellow, blue, green);
    }

    /// <summary>Takes an engine of videos that nobody knew so far, as the real one does from one day to the next.</summary>
    public void AddVideoEngine(string word, int perSecond)
    {
        lock (gate)
            tables.AddVideoEngine(word, perSecond);
    }

    /// <summary>What somebody has in an account.</summary>
    public int BalanceOf(string key, string account)
    {
        lock (gate)
            return accounts[UserOf(key), account];
    }

    /// <summary>The next steps that it fits end so.</summary>
    public void Script(JobOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        lock (gate)
            outcomes.AddRange(Enumerable.Repeat(outcome, outcome.Times));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    internal JobOutcome? TakeOutcome(RunningStep step)
    {
        lock (gate)
        {
            var outcome = outcomes.Find(one => one.Step is null || one.Step == step.Name || one.Step == step.Type);
            if (outcome is not null)
                outcomes.Remove(outcome);
            return outcome;
        }
    }

    internal RunningWorkflow? Find(string id, int owner)
    {
        lock (gate)
            return workflows.Find(workflow =>
                workflow.Id == id
                && workflow.Owner == owner
                && workflow.DeletedAt is null
                && !(workflow.IsEphemeral && workflow.HasEnded)
            );
    }

    internal List<RunningWorkflow> Of(int owner)
    {
        lock (gate)
            return
            [
                .. workflows.Where(workflow =>
                    workflow.Owner == owner && !workflow.IsEstimate && workflow.DeletedAt is null
                ),
            ];
    }

    /// <summary>Prices and pays a template that was accepted; runs it unless it is an estimate.</summary>
    /// <returns>The workflow, or what is answered in its place.</returns>
    internal (RunningWorkflow? Workflow, Answer? Refusal) Submit(JsonObject template, int owner, bool isEstimate)
    {
        lock (gate)
        {
            // The trap of the real service: an estimate with an external id answers a later submit too.
            if (
                JsonParts.Text(template, "externalId") is { } external
                && workflows.Find(one => one.Owner == owner && one.ExternalId == external) is { } first
            )
                return (first, null);
            var workflow = Make(template, owner, isEstimate);
            var parts = accounts.Split(
                owner,
                workflow.Total,
                JsonParts.Texts(template, "currencies"),
                workflow.AllowsMature
            );
            if (parts is null && !isEstimate)
                return (null, Problem.NotEnoughBuzz(workflow.Total));
            workflow.HasTooLittle = parts is null;
            foreach (var (account, amount) in parts ?? [])
                workflow.Transactions.Add((JsonNode)Accounts.Line("debit", account, amount));
            if (isEstimate)
            {
                if (workflow.ExternalId is not null)
                    workflows.Add(workflow);
                return (workflow, null);
            }

            accounts.Take(owner, parts!);
            workflow.Paid = parts!;
            workflows.Add(workflow);
            _ = Task.Run(() => runner.RunAsync(workflow, stop.Token));
            return (workflow, null);
        }
    }

    private RunningWorkflow Make(JsonObject template, int owner, bool isEstimate)
    {
        var now = time.GetUtcNow();
        var id = $"{Interlocked.Increment(ref count)}-{now.UtcDateTime:yyyyMMddHHmmssfff}";
        var workflow = new RunningWorkflow(id, owner, template, now) { IsEstimate = isEstimate };
        var steps = JsonParts.List(template, "steps")!;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i]!.AsObject();
            workflow.Steps.Add(
                new RunningStep(step, TemplateReader.NameOf(steps, i), step["input"]?.DeepClone())
                {
                    Needs = [.. References.NamesIn(step["input"]).Where(name => name != "$arguments").Distinct()],
                }
            );
        }

        Pricing.Set(workflow, tables);
        // A batch fans out: a job for each result.
        foreach (var step in workflow.Steps)
            step.Jobs.AddRange(Enumerable.Range(0, ManyOf(step)).Select(_ => new RunningJob()));
        return workflow;
    }

    internal bool Holds(RunningStep step, string stage) => HoldBefore == stage && (HoldStep ?? step.Name) == step.Name;

    internal int ManyOf(RunningStep step) =>
        tables.Steps[step.Type] is { IsList: true } ? (int)Price.QuantityOf(step.InputMembers) : 1;

    private int UserOf(string key) =>
        members.Find(key)?.Id ?? throw new ArgumentException("Nobody has this key.", nameof(key));
}
