using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources.S3;

/// <summary>A real server that speaks S3, where test.sh has installed it; tests that need it are skipped elsewhere.</summary>
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

    /// <summary>What it was asked: method, path and range of each request.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Its address; skips the test when there is no server.</summary>
    public Uri Endpoint
    {
        get
        {
            Assert.SkipWhen(_endpoint is null, $"No S3 server in {Folder}: test.sh installs it when npm is there.");
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

    /// <summary>Uploads an object, on request with its SHA-256 or one that is told of it.</summary>
    public Task PutAsync(string bucket, string key, byte[] content, bool hasChecksum = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, At($"{bucket}/{key}"))
        {
            Content = new ByteArrayContent(content),
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
