using System.Collections.Concurrent;

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>Notes what a test asks of a real server; what fixtures ask belongs to no test and does not count.</summary>
internal sealed class Recorded(HttpMessageHandler? inner = null) : DelegatingHandler(inner ?? new SocketsHttpHandler())
{
    private static readonly ConcurrentQueue<Asked> Requests = [];

    /// <summary>All of this run that were answered with success.</summary>
    public static IReadOnlyCollection<Asked> All => Requests;

    /// <summary>The last that this one's server answered with success.</summary>
    public (string Method, string Path)? Last { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var (method, path) = (request.Method.Method, request.RequestUri!.AbsolutePath);
        var answer = await base.SendAsync(request, cancellationToken);
        if ((int)answer.StatusCode >= 400)
            return answer;
        Last = (method, Plain(path));
        if (TestContext.Current.Test is { } test)
            Requests.Enqueue(
                new Asked(test.UniqueID, method, Plain(path), await ReadAsync(answer.Content, cancellationToken))
            );
        return answer;
    }

    /// <summary>The same however slashes in it were written.</summary>
    public static string Plain(string path) => Uri.UnescapeDataString(Uri.UnescapeDataString(path));

    // Short documents alone: what flows, or is held, is the test's own to read.
    private static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers is not { ContentType.MediaType: "application/json", ContentEncoding.Count: 0 })
            return null;
        await content.LoadIntoBufferAsync(cancellationToken);
        var text = await content.ReadAsStringAsync(cancellationToken);
        return text.Length is > 0 and < 1 << 18 ? text : null;
    }
}

/// <param name="Test">Who asked.</param>
/// <param name="Method">The verb.</param>
/// <param name="Path">The address without its question.</param>
/// <param name="Answer">What was told, where it is a document.</param>
internal sealed record Asked(string Test, string Method, string Path, string? Answer);
