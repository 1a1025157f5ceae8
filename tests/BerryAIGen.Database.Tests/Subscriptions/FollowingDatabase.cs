using System.Text.Json;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Subscriptions;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Subscriptions;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace BerryAIGen.Database.Tests.Subscriptions;

/// <summary>A database in which somebody follows a creator of the Sandbox; downloads are written down, and nobody does them.</summary>
internal sealed class FollowingDatabase : IJobEngine, IAsyncDisposable
{
    public const string Creator = "inkmaker";
    public const int Number = 720_001;

    private readonly SandboxFixture _sandbox;
    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _owned;
    private readonly LibraryDatabase _database;
    private readonly LibraryDatabase _watched;
    private readonly BerryLibrary _library;
    private readonly JobStore _jobs;
    private readonly RowEngine _rows;

    private FollowingDatabase(TestDatabase database, SandboxFixture sandbox, IInterceptor[] watchers)
    {
        (_owned, _database, _sandbox) = (database, database.Library, sandbox);
        _watched = _database.With(watchers);
        _library = new BerryLibrary(
            new LibraryOptions
            {
                CivitaiUrl = sandbox.Server.CivitaiUrl,
                AllowedHosts = ["127.0.0.1", "localhost"],
                ModelsFolder = _folder.Path,
                ReadVariable = _ => null,
                WorkingFolder = _folder.Path,
            }
        );
        _jobs = new JobStore(
            _watched,
            TimeProvider.System,
            [new DownloadFollower(), new SubscriptionFollower(TimeProvider.System)]
        );
        _rows = new RowEngine(_jobs);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public SandboxFixture Sandbox => _sandbox;

    public Catalogue Catalogue => _sandbox.Server.Catalogue;

    public SubscriptionStore Store => new(_database, _rows, TimeProvider.System);

    /// <summary>The same for somebody whose steps the watchers see.</summary>
    public SubscriptionStore WatchedStore => new(_watched, _rows, TimeProvider.System);

    public JobStore Jobs => _jobs;

    /// <summary>How many questions the source was asked.</summary>
    public int Asked => _sandbox.Server.Requests.All.Count;

    /// <summary>What a person does once a download is ordered, before the check goes on.</summary>
    public Func<Task>? AfterOrder { get; set; }

    /// <param name="kind">Which database.</param>
    /// <param name="server">Has it when it is of PostgreSQL.</param>
    /// <param name="watchers">See every command of jobs, and of <see cref="WatchedStore"/>.</param>
    public static async Task<FollowingDatabase> StartAsync(
        DatabaseKind kind,
        PostgreSqlServer server,
        params IInterceptor[] watchers
    )
    {
        var database = await TestDatabase.CreateAsync(kind, server);
        var sandbox = new SandboxFixture();
        await sandbox.InitializeAsync();
        var story = new FollowingDatabase(database, sandbox, watchers);
        story.Catalogue.Add(
            new ModelSpec
            {
                Id = Number,
                Name = "Followed Ink",
                Type = "LORA",
                Creator = Creator,
                Versions = [Version("v1")],
            }
        );
        return story;
    }

    public static VersionSpec Version(string name) =>
        new()
        {
            Name = name,
            BaseModel = "SDXL 1.0",
            Files = [new FileSpec { Name = $"ink_{name}.safetensors", Fp = "fp16" }],
        };

    /// <summary>Follows the creator, and looks for the first time.</summary>
    public async Task<string> FollowAsync(SubscriptionWish wish)
    {
        var (id, job) = await AddAsync(wish);
        await RunAsync(job);
        return id;
    }

    /// <summary>Follows the creator; nobody has looked yet.</summary>
    public async Task<(string Id, JobRow First)> AddAsync(SubscriptionWish wish)
    {
        var thing = new FollowedThing { Kind = FollowedThing.Creator, Value = Creator };
        var (row, job) = await Store.AddAsync(thing, since: null, wish, Stop);
        return (row.Id, job);
    }

    /// <summary>Looks for new versions, and tells how the job ended.</summary>
    public async Task<JobRow> CheckAsync(params string[] ids) =>
        await RunAsync(
            await _rows.EnqueueAsync(
                SubscriptionCheckJob.KindName,
                await Store.PrepareCheckAsync(ids, Stop),
                also: null,
                Stop
            )
        );

    /// <summary>Downloads a version because a person wants it.</summary>
    public Task<SubscriptionVersionRow> TakeAsync(string id, int version) => Fetch.TakeAsync(id, version, Stop);

    public async Task<SubscriptionRow?> FindAsync(string id)
    {
        await using var context = _database.CreateContext();
        return await context.Subscriptions.FirstOrDefaultAsync(row => row.Id == id, Stop);
    }

    /// <summary>What was found, by name.</summary>
    public async Task<IReadOnlyDictionary<string, SubscriptionVersionRow>> VersionsAsync()
    {
        await using var context = _database.CreateContext();
        return await context.SubscriptionVersions.ToDictionaryAsync(row => row.VersionName!, Stop);
    }

    public async Task ChangeAsync(string version, string state)
    {
        await using var context = _database.CreateContext();
        await context
            .SubscriptionVersions.Where(row => row.VersionName == version)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), Stop);
    }

    public async Task<IReadOnlyList<JobRow>> OrdersAsync()
    {
        await using var context = _database.CreateContext();
        return await context.Jobs.Where(job => job.Kind == DownloadKind.KindName).ToListAsync(Stop);
    }

    public async Task<IReadOnlyList<string>> NotesAsync(string kind)
    {
        await using var context = _database.CreateContext();
        return await context
            .Notifications.Where(note => note.Kind == kind)
            .Select(note => note.Message)
            .ToListAsync(Stop);
    }

    /// <summary>Ends a download as one that failed.</summary>
    public async Task FailAsync(string task, string code, string message)
    {
        var claim = await _jobs.ClaimAsync(task, JobNode.Current.Name, silentAttempt: null, Stop);
        var error = JsonSerializer.Serialize(
            new
            {
                type = "ModelLibraryError",
                message,
                details = new { },
                resolution_steps = Array.Empty<string>(),
                code,
                retryable = false,
            }
        );
        await _jobs.EndAsync(claim!, JobState.Failed, result: null, error, also: null, Stop);
    }

    public async Task<JobRow> EnqueueAsync(
        string kind,
        string payload,
        Func<LibraryContext, JobRow, Task>? also,
        CancellationToken cancellationToken
    )
    {
        var row = await _rows.EnqueueAsync(kind, payload, also, cancellationToken);
        if (AfterOrder is { } after)
        {
            AfterOrder = null;
            await after();
        }

        return row;
    }

    public Task<JobRow> PauseAsync(string id, CancellationToken cancellationToken) =>
        _rows.PauseAsync(id, cancellationToken);

    public Task<JobRow> CancelAsync(string id, CancellationToken cancellationToken) =>
        _rows.CancelAsync(id, cancellationToken);

    public Task<JobRow> ResumeAsync(string id, CancellationToken cancellationToken) =>
        _rows.ResumeAsync(id, cancellationToken);

    public Task<JobRow> RetryAsync(string id, CancellationToken cancellationToken) =>
        _rows.RetryAsync(id, cancellationToken);

    public Task FireAsync(JobRow job, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does a job, and tells how it ended.</summary>
    public async Task<JobRow> RunAsync(JobRow job)
    {
        var kind = new SubscriptionCheckJob(_database, _library, Fetch, TimeProvider.System);
        var runner = new JobRunner(_jobs, new JobKinds([kind]), TimeProvider.System, NullLogger<JobRunner>.Instance);
        await runner.RunAsync(job.Id, Stop);
        return await _jobs.GetAsync(job.Id, Stop);
    }

    /// <summary>Ends the only download there is as one that brought its file.</summary>
    public async Task CompleteAsync()
    {
        var claim = await _jobs.ClaimAsync(
            (await OrdersAsync()).Single().Id,
            JobNode.Current.Name,
            silentAttempt: null,
            Stop
        );
        await _jobs.EndAsync(claim!, JobState.Completed, result: null, error: null, also: null, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _library.Dispose();
        await _sandbox.DisposeAsync();
        _owned.Dispose();
        _folder.Dispose();
    }

    private SubscriptionFetch Fetch => new(_database, _library, Orders, TimeProvider.System);

    private DownloadOrders Orders() =>
        new(
            _library,
            _database,
            new DownloadPlaces(ProviderCatalog.Load(null), _library),
            new DownloadTasks(_database),
            this,
            TimeProvider.System
        );
}
