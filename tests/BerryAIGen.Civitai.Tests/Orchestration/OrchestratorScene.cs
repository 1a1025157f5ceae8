using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Sandbox;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>A Sandbox of its own with its orchestrator, and clients of it.</summary>
internal sealed class OrchestratorScene : IAsyncDisposable
{
    public const string Key = "sandbox-key";

    private readonly List<OrchestrationClient> _clients = [];

    private OrchestratorScene(SandboxServer server)
    {
        Server = server;
        Client = NewClient();
    }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public SandboxServer Server { get; }

    public OrchestrationClient Client { get; }

    public static async Task<OrchestratorScene> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxServer.StartAsync(options ?? new(), Cancelled));

    public OrchestrationClient NewClient(Action<CivitaiOptions>? configure = null)
    {
        var options = new CivitaiOptions
        {
            OrchestrationUrl = Server.OrchestratorUrl,
            OrchestrationKey = Key,
            RequestsPerSecond = 1000,
            Burst = 1000,
        };
        configure?.Invoke(options);
        var client = new OrchestrationClient(options);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client whose pauses take no time.</summary>
    public OrchestrationClient HurriedClient(Action<CivitaiOptions>? configure = null) =>
        NewClient(options =>
        {
            options.TimeProvider = new MovedTime(TimeSpan.FromSeconds(100));
            options.AttemptTimeout = TimeSpan.FromSeconds(200);
            options.OrchestrationRetryTimeLimit = TimeSpan.FromSeconds(400);
            configure?.Invoke(options);
        });

    public static WorkflowTemplate Pictures(int quantity = 1, string name = "hero") =>
        new()
        {
            Steps =
            [
                StepTemplate.Of(
                    new ImageGenInput
                    {
                        Engine = "sdcpp",
                        Prompt = "a berry",
                        Width = 1024,
                        Height = 1024,
                        Steps = 20,
                        Quantity = quantity,
                    },
                    name
                ),
            ],
        };

    public static WorkflowTemplate Echo(string message = "hello") =>
        new() { Steps = [StepTemplate.Of(new EchoInput { Message = message })] };

    /// <summary>Asks until the workflow is as it should be.</summary>
    public async Task<Workflow> UntilAsync(Workflow submitted, Func<Workflow, bool> isThere)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var workflow = await Client.Workflows.GetAsync(submitted.Id!, null, limit.Token);
            if (isThere(workflow))
                return workflow;
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    public Task<Workflow> RunAsync(WorkflowTemplate template) =>
        Client.Workflows.SubmitAsync(template, new SubmitOptions { Wait = TimeSpan.FromSeconds(60) }, Cancelled);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        var unknown = Server.UnknownRequests;
        await Server.DisposeAsync();
        unknown.Select(request => $"{request.Method} {request.Path}").ShouldBeEmpty();
    }
}
