using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Xunit;

namespace BerryAIGen.Testing;

/// <summary>A real server that speaks S3, where test.sh has installed it; elsewhere tests that need it are skipped, or fail where <c>CI</c> is set.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    private static readonly string Server = Path.Combine(
        RepositoryRoot.Path,
        "tests/BerryAIGen.Library.Tests/Sources/S3/Server"
    );

    private readonly HttpClient _client = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private Process? _process;
    private Uri? _endpoint;
    private Task _reading = Task.CompletedTask;

    /// <summary>What it was asked: method, path, and range, part or "completes" of each request.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Its address; skips or fails the test when there is no server.</summary>
    public Uri Endpoint
    {
        get
        {
            InstalledTools.Require(
                _endpoint is not null,
                $"No S3 server in {Folder}: test.sh installs it when npm is there."
            );
            return _endpoint!;
        }
    }

    private static string Folder =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "berryaigen-tests/s3"
        );

    public async ValueTask InitializeAsync()
    {
        var node = Path.Combine(Folder, "node_modules/node/bin/node");
        if (!File.Exists(node) || !File.Exists(Path.Combine(Folder, "installed.json")))
            return;
        _process = Process.Start(
            new ProcessStartInfo(node, [Path.Combine(Server, "serve.mjs"), Folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["NODE_NO_WARNINGS"] = "1" },
            }
        )!;
        var port = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        _endpoint = new Uri($"http://127.0.0.1:{port}");
        _reading = ReadAsync(_process.StandardOutput);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    public Task MakeBucketAsync(string name) => PutAsync(new HttpRequestMessage(HttpMethod.Put, At(name)));

    /// <summary>The keys of a bucket in order.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string bucket)
    {
        var listing = await _client.GetStringAsync(At($"{bucket}?list-type=2"), TestContext.Current.CancellationToken);
        return
        [
            .. System
                .Xml.Linq.XDocument.Parse(listing)
                .Descendants()
                .Where(element => element.Name.LocalName == "Key")
                .Select(element => element.Value)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The bytes of an object, by its key as it stands in an address.</summary>
    public Task<byte[]> GetAsync(string bucket, string key) =>
        _client.GetByteArrayAsync(At($"{bucket}/{key}"), TestContext.Current.CancellationToken);

    /// <summary>What an object says of itself under a name.</summary>
    public async Task<string?> WordOfAsync(string bucket, string key, string name)
    {
        using var answer = await HeadAsync(bucket, key);
        return answer.Headers.TryGetValues($"x-amz-meta-{name}", out var values) ? values.Single() : null;
    }

    /// <summary>The tag of an object.</summary>
    public async Task<string> TagOfAsync(string bucket, string key)
    {
        using var answer = await HeadAsync(bucket, key);
        return answer.Headers.ETag!.Tag;
    }

    private async Task<HttpResponseMessage> HeadAsync(string bucket, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, At($"{bucket}/{key}"));
        var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    /// <summary>Uploads an object, on request with its SHA-256 or one that is told of it.</summary>
    public Task PutAsync(string bucket, string key, byte[] content, bool hasChecksum = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, At($"{bucket}/{key}"))
        {
            Content = new ByteArrayContent(content) { Headers = { ContentType = new("application/octet-stream") } },
        };
        if (hasChecksum)
            request.Headers.Add("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(content)));
        return PutAsync(request);
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _requests.Enqueue(line);
        }
    }

    private async Task PutAsync(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken))
            answer.EnsureSuccessStatusCode();
    }

    private Uri At(string path) => new(Endpoint, "/" + path);
}
