using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BerryAIGen.Testing;

/// <summary>
/// A server of one file on loopback that gives ranges, slowly if it is told to, and counts what it was asked. Unlike
/// <see cref="RawHttpServer"/> it keeps connections and reads no more of a file into memory than it sends.
/// </summary>
public sealed class RangeServer : IAsyncDisposable
{
    private readonly byte[] _file;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _open;
    private int _mostOpen;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sent;

    public RangeServer(byte[] file)
    {
        _file = file;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many bytes are sent at once; between two pieces comes <see cref="Pause"/>.</summary>
    public int Piece { get; init; } = 64 << 10;

    /// <summary>The pause between two pieces of one answer.</summary>
    public TimeSpan Pause { get; init; }

    public string? ETag { get; set; } = "\"one\"";

    /// <summary>Once so many bytes are sent nothing more is, until <see cref="Release"/>.</summary>
    public long HoldAt { get; init; } = long.MaxValue;

    /// <summary>Answers every question by the whole file.</summary>
    public bool IgnoresRanges { get; init; }

    /// <summary>Says that it gives ranges.</summary>
    public bool AdmitsRanges { get; init; } = true;

    /// <summary>What is done with a question instead of answering it by the file: a status line with headers, null for none.</summary>
    public Func<RawRequest, string?> Refuse { get; init; } = static _ => null;

    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    /// <summary>The most answers that were under way at once.</summary>
    public int MostOpen => _mostOpen;

    /// <summary>Bytes of bodies that were sent.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public Uri Address(string target = "/model.safetensors") => new($"http://127.0.0.1:{Port}{target}");

    /// <summary>Ends the hold.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _connections.Add(Task.Run(() => ServeAsync(socket)));
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
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadAsync(stream) is { } request)
            {
                _requests.Enqueue(request);
                var open = Interlocked.Increment(ref _open);
                InterlockedMax(ref _mostOpen, open);
                try
                {
                    await AnswerAsync(stream, request);
                }
                finally
                {
                    Interlocked.Decrement(ref _open);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task AnswerAsync(Stream stream, RawRequest request)
    {
        if (Refuse(request) is { } refusal)
        {
            await SendAsync(stream, $"HTTP/1.1 {refusal}\r\nContent-Length: 0\r\n\r\n");
            return;
        }

        var isCurrent = request.Header("If-Range") is not { } condition || condition == ETag;
        var range = IgnoresRanges || !isCurrent ? null : request.Header("Range");
        var bounds = range?["bytes=".Length..].Split('-');
        var from = bounds is null ? 0 : Number(bounds[0]);
        var to = bounds is [_, { Length: > 0 } last] ? Number(last) + 1 : _file.Length;
        var head = new StringBuilder(range is null ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 206 Partial Content\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {to - from}\r\n");
        head.Append(AdmitsRanges ? "Accept-Ranges: bytes\r\n" : "").Append(ETag is null ? "" : $"ETag: {ETag}\r\n");
        if (range is not null)
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{to - 1}/{_file.Length}\r\n");
        await SendAsync(stream, head.Append("\r\n").ToString());
        for (var at = from; at < to; at += Piece)
        {
            if (Sent >= HoldAt)
                await _released.Task.WaitAsync(_stop.Token);
            var length = Math.Min(Piece, to - at);
            await stream.WriteAsync(_file.AsMemory(at, length), _stop.Token);
            Interlocked.Add(ref _sent, length);
            if (Pause > TimeSpan.Zero)
                await Task.Delay(Pause, _stop.Token);
        }
    }

    private async Task SendAsync(Stream stream, string head) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);

    private async Task<RawRequest?> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return null;
            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new RawRequest(
            lines[0].Split(' ')[1],
            lines
                .Skip(1)
                .Select(line => line.Split(':', 2))
                .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase)
        );
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void InterlockedMax(ref int place, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref place)) < value && Interlocked.CompareExchange(ref place, value, seen) != seen)
            ;
    }
}
