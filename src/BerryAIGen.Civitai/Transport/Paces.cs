namespace BerryAIGen.Civitai.Transport;

/// <summary>The pace of the client, and the slower ones of routes that the service limits on their own.</summary>
/// <remarks>
/// Articles and collections let 60 requests through in a minute, 120 with a key, each family counted for itself; a full
/// listing would run into that limit within seconds.
/// </remarks>
internal sealed class Paces : IDisposable
{
    private static readonly string[] Limited = ["/api/v1/articles", "/api/v1/collections"];

    private readonly Pace _all;
    private readonly Dictionary<string, Pace> _families;

    public Paces(CivitaiOptions options)
    {
        _all = new Pace(options.RequestsPerSecond, options.Burst, options.TimeProvider);
        var perMinute = string.IsNullOrWhiteSpace(options.ApiKey) ? 60 : 120;
        // What goes at once is missing from the minute after it.
        var burst = Math.Min(options.Burst, perMinute / 12);
        var rate = Math.Min(options.RequestsPerSecond, (perMinute - burst) / 60.0);
        _families = Limited.ToDictionary(path => path, _ => new Pace(rate, burst, options.TimeProvider));
    }

    /// <summary>Ends when the request may be sent.</summary>
    public async Task WaitAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (FamilyOf(request) is { } family)
            await family.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _all.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Obeys a wish for a pause: of its family where the request has one, else of everybody.</summary>
    public void Hold(HttpRequestMessage request, TimeSpan pause) => (FamilyOf(request) ?? _all).Hold(pause);

    public void Dispose()
    {
        _all.Dispose();
        foreach (var family in _families.Values)
            family.Dispose();
    }

    private Pace? FamilyOf(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        var start = Array.Find(
            Limited,
            start =>
                path.Equals(start, StringComparison.OrdinalIgnoreCase)
                || path.StartsWith(start + "/", StringComparison.OrdinalIgnoreCase)
        );
        return start is null ? null : _families[start];
    }
}
