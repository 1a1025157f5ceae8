using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Database.Workflows.Services;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Generation.Orchestrators.Own.Workers.Media;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>
/// The orchestrator of one server with one worker more than those that are shipped: a class, and a definition in the
/// settings folder. Jobs run when the test says so.
/// </summary>
internal sealed class WorkerDesk : IDisposable, IJobEngine
{
    public const string Type = "dream";

    private readonly TemporaryFolder _folder = new();
    private readonly BerryLibrary _library;
    private readonly List<string> _waiting = [];

    public WorkerDesk(
        LibraryDatabase database,
        Func<StepWork, CancellationToken, Task<JsonObject>> work,
        string? tool = null,
        string timeLimit = "00:01:00"
    )
    {
        Directory.CreateDirectory(_folder.Combine("definitions", "workers"));
        File.WriteAllText(
            _folder.Combine("definitions", "workers", "dreams.json"),
            $$"""
            { "schemaVersion": 1, "id": "dreams", "worker": "dreams", "group": "dreams",
              "tools": [{{(tool is null ? "" : $"\"{tool}\"")}}], "install": "nowhere",
              "steps": [{ "type": "{{Type}}", "seconds": 1, "timeLimit": "{{timeLimit}}", "takes": ["image"] }] }
            """
        );
        _library = new BerryLibrary(
            new LibraryOptions
            {
                DataFolder = _folder.Path,
                ReadVariable = _ => null,
                WorkingFolder = _folder.Path,
            }
        );
        IStepWorker[] shipped = [.. Shipped.Where(one => one is not RepeatWorker), new RepeatWorker(() => Workers!)];
        Workers = new WorkerCatalogue([new Dreamer(work), .. shipped], _folder.Path, _ => null);
        var (limits, secret) = (new WorkflowLimits(), new OrchestratorSecret(database, Time));
        Blobs = new BlobStore(database, _library, limits, Time);
        Runs = new WorkflowRuns(database, Workers, secret, Time);
        Store = new WorkflowStore(database, Workers, secret, limits, Time);
        Flow = new WorkflowFlow(database, this, Workers, secret, Time);
        Reader = new WorkflowReader(Workers, limits);
        Nodes = new WorkerNodes(database, Workers, Time);
        Media = new InlineMedia(Blobs, Workers, limits);
        var kinds = Workers.Groups.Select(group => new WorkflowStepKind(
            group,
            database,
            Workers,
            Runs,
            new Lazy<WorkflowFlow>(Flow),
            new StepMedia(Blobs, _library, secret, limits, Time),
            limits,
            TimeProvider.System
        ));
        Jobs = new JobStore(database, Time, [new WorkflowJobFollower(Runs)]);
        Lost = new LostSteps(database, Nodes, Workers, Runs, Jobs, Time);
        Services = new ServiceStore(database, Workers, Time);
        Runner = new JobRunner(Jobs, new JobKinds(kinds), TimeProvider.System, NullLogger<JobRunner>.Instance);
    }

    /// <summary>All that are shipped; without PATH none of their programs is there.</summary>
    public static IStepWorker[] Shipped =>
        [
            new FilesWorker(),
            new PictureWorker(),
            new VideoWorker(),
            new ComposeWorker(),
            new HashWorker(),
            new UpscaleWorker(),
            new RepeatWorker(() => null!),
        ];

    public ShiftedTime Time { get; } = new();

    public WorkerCatalogue Workers { get; }

    public WorkflowReader Reader { get; }

    public WorkflowStore Store { get; }

    public WorkflowRuns Runs { get; }

    public WorkflowFlow Flow { get; }

    public WorkerNodes Nodes { get; }

    public LostSteps Lost { get; }

    public ServiceStore Services { get; }

    public InlineMedia Media { get; }

    public BlobStore Blobs { get; }

    public JobStore Jobs { get; }

    public JobRunner Runner { get; }

    /// <summary>The jobs that were given and did not run, the oldest first.</summary>
    public IReadOnlyList<string> Waiting => _waiting;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static JsonObject Dream(string text = "sheep", int retries = 0) =>
        new()
        {
            ["$type"] = Type,
            ["retries"] = retries,
            ["input"] = new JsonObject { ["text"] = text },
        };

    /// <summary>A dream of each of these texts.</summary>
    public static JsonObject Dreams(int retries, params string[] texts) =>
        new()
        {
            ["$type"] = "repeat",
            ["retries"] = retries,
            ["input"] = new JsonObject
            {
                ["for"] = new JsonObject
                {
                    ["items"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]),
                    ["as"] = "sheep",
                },
                ["template"] = new JsonObject
                {
                    ["$type"] = Type,
                    ["input"] = new JsonObject { ["text"] = new JsonObject { ["$ref"] = "sheep" } },
                },
            },
        };

    public async Task<string> SubmitAsync(string owner, params JsonObject[] steps)
    {
        var body = new JsonObject { ["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)step)]) };
        var view = await Store.AddAsync(owner, Reader.Read(body, isWaitedFor: false), "http://here", Stop);
        await Flow.AdvanceAsync(view.Workflow.Id, Stop);
        return view.Workflow.Id;
    }

    /// <summary>Runs the job that waits longest.</summary>
    public Task RunNextAsync() => RunUntilAsync(Stop);

    /// <summary>The same on a server that stops when it is told.</summary>
    public async Task RunUntilAsync(CancellationToken stopping)
    {
        var next = _waiting[0];
        _waiting.RemoveAt(0);
        await Runner.RunAsync(next, stopping);
    }

    public async Task<WorkflowStepRow> StepAsync(string owner, string workflow) =>
        (await Store.FindAsync(owner, workflow, Stop))!.Steps[0];

    public async Task<JobRow> EnqueueAsync(
        string kind,
        string payload,
        Func<LibraryContext, JobRow, Task>? also,
        CancellationToken cancellationToken
    )
    {
        var row = Jobs.Create(kind, payload);
        await Jobs.AddAsync(row, also, cancellationToken);
        _waiting.Add(row.Id);
        return row;
    }

    public Task<JobRow> PauseAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<JobRow> CancelAsync(string id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<JobRow> ResumeAsync(string id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<JobRow> RetryAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FireAsync(JobRow job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    /// <summary>Begins the steps that may begin now, as each round of a server does.</summary>
    public async Task BringOnAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await Flow.FindWaitingAsync(cancellationToken))
            await Flow.AdvanceAsync(id, cancellationToken);
    }

    /// <summary>Work that only writes down whose turn it was.</summary>
    public static Task<JsonObject> SaidAsync(StepWork work, List<string> order)
    {
        order.Add(work.Input["text"]!.ToString());
        return Task.FromResult(new JsonObject());
    }

    private sealed class Dreamer(Func<StepWork, CancellationToken, Task<JsonObject>> work) : IStepWorker
    {
        public string Name => "dreams";

        public IReadOnlyCollection<string> Types { get; } = [Type];

        public void Check(string type, JsonNode? input, string place, FieldProblems problems)
        {
            if (InputReader.Open(input, place, problems) is not { } reader)
                return;
            reader.Only("text", "image");
            reader.Text("text", isRequired: true);
        }

        public Task<JsonObject> RunAsync(StepWork work1, CancellationToken cancellationToken) =>
            work(work1, cancellationToken);
    }
}

/// <summary>The real time, and as much later as the test says.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _later;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _later;

    public void Advance(TimeSpan by) => _later += by;
}
