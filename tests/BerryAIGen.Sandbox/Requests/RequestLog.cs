using System.Collections.Immutable;
using BerryAIGen.Sandbox.Hosting;

namespace BerryAIGen.Sandbox.Requests;

/// <summary>What was asked, in order of arrival.</summary>
public sealed class RequestLog
{
    private ImmutableList<RecordedRequest> all = [];
    private ImmutableList<RecordedRequest> unknown = [];

    /// <summary>Every request but those to the control routes.</summary>
    public IReadOnlyList<RecordedRequest> All => all;

    /// <summary>Requests to routes that the real servers do not have.</summary>
    public IReadOnlyList<RecordedRequest> Unknown => unknown;

    /// <summary>The requests to one of the hosts.</summary>
    /// <param name="host">civitai, storage or huggingface.</param>
    public IReadOnlyList<RecordedRequest> To(string host) => all.FindAll(request => request.Host == host);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        all = [];
        unknown = [];
    }

    internal void Add(HttpContext http) => ImmutableInterlocked.Update(ref all, list => list.Add(Record(http)));

    internal void AddUnknown(HttpContext http) =>
        ImmutableInterlocked.Update(ref unknown, list => list.Add(Record(http)));

    private static RecordedRequest Record(HttpContext http)
    {
        var request = http.Request;
        var headers = request
            .Headers.Where(header => !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new RecordedRequest(
            http.HostName(),
            request.Method,
            http.AskedPath(),
            request.QueryString.Value ?? "",
            request.Headers.ContainsKey("Authorization"),
            headers
        );
    }
}
