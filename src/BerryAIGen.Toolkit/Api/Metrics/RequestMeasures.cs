using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace BerryAIGen.Toolkit.Api.Metrics;

/// <summary>Listens to ASP.NET's own measures of requests and adds them up by verb, route and status.</summary>
internal sealed class RequestMeasures : IDisposable
{
    private const string Meter = "Microsoft.AspNetCore.Hosting";
    private const string Duration = "http.server.request.duration";
    private const string Active = "http.server.active_requests";

    private static readonly string[] Probes = ["/health", "/metrics"];

    private readonly ConcurrentDictionary<(string Method, string Route, int Status), Durations> _durations = new();
    private readonly MeterListener _listener = new();
    private long _active;
    private long _answered;

    public RequestMeasures()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name is Duration or Active)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _active, value));
        _listener.Start();
    }

    /// <summary>Requests that are being answered now.</summary>
    public long Running => Interlocked.Read(ref _active);

    /// <summary>Requests that were answered so far, without those of programs that only watch the server.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    public IEnumerable<((string Method, string Route, int Status) Of, Durations Durations)> All =>
        _durations.OrderBy(one => one.Key).Select(one => (one.Key, one.Value));

    public void Dispose() => _listener.Dispose();

    private void Add(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (method, route, status) = ("", "", 0);
        foreach (var (name, value) in tags)
        {
            if (name == "http.request.method")
                method = value as string ?? "";
            else if (name == "http.route")
                route = value as string ?? "";
            else if (name == "http.response.status_code")
                status = value as int? ?? 0;
        }

        if (!Probes.Contains(route))
            Interlocked.Increment(ref _answered);
        _durations.GetOrAdd((method, route, status), _ => new Durations()).Add(seconds);
    }
}

/// <summary>How long requests took: how many, in all, and how many up to each limit.</summary>
internal sealed class Durations
{
    public static readonly double[] Limits = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _turn = new();
    private readonly long[] _upTo = new long[Limits.Length];
    private long _count;
    private double _sum;

    public void Add(double seconds)
    {
        lock (_turn)
        {
            _count++;
            _sum += seconds;
            for (var at = Limits.Length - 1; at >= 0 && seconds <= Limits[at]; at--)
                _upTo[at]++;
        }
    }

    public (long[] UpTo, long Count, double Sum) Read()
    {
        lock (_turn)
            return ([.. _upTo], _count, _sum);
    }
}
