using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>The way to an orchestrator that speaks Civitai's Orchestration API v2: Civitai's own, or another.</summary>
/// <remarks>The key goes to that one host and to no other.</remarks>
public sealed class OrchestrationClient : IDisposable
{
    private readonly OrchestrationTransport _transport;

    /// <summary>A client of <see cref="CivitaiOptions.OrchestrationUrl"/> with the options' key.</summary>
    /// <exception cref="ArgumentException">The options do not fit; all reasons are named.</exception>
    public OrchestrationClient(CivitaiOptions options)
    {
        _transport = new(options);
        Workflows = new(_transport);
        Recipes = new(_transport);
        Blobs = new(_transport);
        Resources = new(_transport);
        Services = new(_transport);
        Accounts = new(_transport);
    }

    /// <summary>The orchestrator's address.</summary>
    public Uri BaseUrl => _transport.BaseUrl;

    /// <summary>Workflows: submitted, followed, listed, changed.</summary>
    public WorkflowClient Workflows { get; }

    /// <summary>Single steps without a workflow.</summary>
    public RecipeClient Recipes { get; }

    /// <summary>Pictures, videos, sounds and models, sent and fetched.</summary>
    public BlobClient Blobs { get; }

    /// <summary>Models as the orchestrator knows them.</summary>
    public ResourceClient Resources { get; }

    /// <summary>What the orchestrator can run.</summary>
    public ServiceClient Services { get; }

    /// <summary>What the orchestrator remembers of accounts.</summary>
    public CachedAccountClient Accounts { get; }

    /// <inheritdoc />
    public void Dispose() => _transport.Dispose();
}
