using BerryAIGen.Sandbox;

namespace BerryAIGen.Civitai.Tests.Reading;

/// <summary>
/// What the client reads of a whole site with a generated catalogue: of the stand-in itself, and of whatever else claims
/// to speak Civitai's API. Those that do compile these files and say where they answer.
/// </summary>
public abstract partial class ReadingTests : IDisposable
{
    private readonly Lazy<CivitaiClient> _open;

    protected ReadingTests() => _open = new Lazy<CivitaiClient>(() => Open("sandbox-key"));

    /// <summary>Where the site that is read answers.</summary>
    protected abstract Uri Site { get; }

    /// <summary>The stand-in that knows what must come out.</summary>
    protected abstract SandboxServer Sandbox { get; }

    private CivitaiClient Client => _open.Value;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (_open.IsValueCreated)
            _open.Value.Dispose();
    }

    private CivitaiClient Open(string? key) =>
        new(
            new CivitaiOptions
            {
                SiteUrl = Site,
                ApiKey = key,
                RequestsPerSecond = 1000,
                Burst = 1000,
            }
        );
}
