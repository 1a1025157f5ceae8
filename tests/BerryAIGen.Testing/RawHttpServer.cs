using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BerryAIGen.Testing;

/// <summary>A request as it came.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Its headers; names are compared without case.</param>
public sealed record RawRequest(string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>A header's value, null when it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>
/// An HTTP server on a bare socket of loopback, for what a real server cannot be made to do: bodies shorter than their
/// length, resets in the middle, silence. One request per connection.
/// </summary>
public sealed class RawHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<RawRequest, RawReply> _answer;
    private readonly Task _accepting;

    /// <summary>Answers each request by <paramref name="answer"/>.</summary>
    public RawHttpServer(Func<RawRequest, RawReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Answers the requests by these replies in order; when they run out the last is repeated.</summary>
    public RawHttpServer(params RawReply[] replies)
        : this(InOrder(replies)) { }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>Speaks TLS with this certificate; null speaks plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    /// <summary>An address on this server.</summary>
    public Uri Address(string target = "/model.safetensors") => new($"http://127.0.0.1:{Port}{target}");

    /// <summary>Closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private static Func<RawRequest, RawReply> InOrder(RawReply[] replies)
    {
        var next = -1;
        return _ => replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException || _stop.IsCancellationRequested)
        {
            // The listener was stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        try
        {
            await using var stream = await OpenAsync(socket);
            if (await ReadRequestAsync(stream) is not { } request)
            {
                return;
            }

            _requests.Enqueue(request);
            var reply = _answer(request);
            await SendAsync(stream, reply);
            await EndAsync(socket, reply.End);
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        var plain = new NetworkStream(socket);
        if (Certificate is null)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = Certificate },
            _stop.Token
        );
        return secure;
    }

    private async Task<RawRequest?> ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2));
        return new RawRequest(
            lines[0].Split(' ')[1],
            headers.ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase)
        );
    }

    private async Task SendAsync(Stream stream, RawReply reply)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} Scripted\r\nConnection: close\r\n");
        foreach (var (name, value) in reply.Headers)
        {
            head.Append($"{name}: {value}\r\n");
        }

        head.Append(reply.IsChunked ? $"Transfer-Encoding: chunked\r\n\r\n{reply.Body.Length:x}\r\n" : "\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.ToString()), _stop.Token);
        var first = Math.Min(1, reply.Body.Length);
        await stream.WriteAsync(reply.Body.AsMemory(0, first), _stop.Token);
        await reply.Gate.WaitAsync(_stop.Token);
        await stream.WriteAsync(reply.Body.AsMemory(first), _stop.Token);
        if (reply is { IsChunked: true, End: ReplyEnd.Close })
        {
            await stream.WriteAsync("\r\n0\r\n\r\n"u8.ToArray(), _stop.Token);
        }
    }

    private async Task EndAsync(Socket socket, ReplyEnd end)
    {
        switch (end)
        {
            case ReplyEnd.Close:
                socket.Shutdown(SocketShutdown.Send);
                break;
            case ReplyEnd.Reset:
                socket.LingerState = new LingerOption(true, 0);
                break;
            default:
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                break;
        }
    }
}
