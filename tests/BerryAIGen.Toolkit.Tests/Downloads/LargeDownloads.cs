using System.Text.Json.Nodes;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Downloads;

public sealed class LargeSandbox : SandboxFixture
{
    public const long LargeFileBytes = 6_000_000;

    protected override SandboxOptions Options => new() { LargeFileBytes = LargeFileBytes };
}

/// <summary>A server of one test that downloads one after the other from a sandbox, which can be made slow.</summary>
public abstract class LargeDownloads(LargeSandbox sandbox) : IAsyncLifetime
{
    protected const long HeldAt = 2_000_000;

    private readonly TemporaryFolder folder = new();
    private RunningToolkit? server;

    protected static JsonObject Large => new() { ["reference"] = "990001" };

    protected SandboxServer Sandbox => sandbox.Server;

    protected RunningToolkit Server => server ?? throw new InvalidOperationException("The server has not started yet.");

    protected string Models => folder.Combine("models");

    /// <summary>What the server is told besides.</summary>
    protected virtual (string Name, string Value)[] Variables => [];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Models);
        server = await StartAsync();
    }

    /// <summary>Stops the server and starts it anew with the same database.</summary>
    protected async Task RestartAsync()
    {
        await Server.DisposeAsync();
        server = await StartAsync();
    }

    private Task<RunningToolkit> StartAsync() =>
        RunningToolkit.StartAsync(
            folder.Path,
            folder.Combine("library.db"),
            [
                ("BERRY_CIVITAI_URL", Sandbox.CivitaiUrl.ToString()),
                ("BERRY_HF_URL", Sandbox.HuggingFaceUrl.ToString()),
                ("BERRY_ALLOW_HOSTS", "localhost,127.0.0.1"),
                ("MAX_CONCURRENT_DOWNLOADS", "1"),
                ("MODELS_DIR", Models),
                .. Variables,
            ]
        );

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
        Sandbox.Faults.Clear();
        folder.Dispose();
    }

    protected void Slow(int bytesPerSecond) =>
        Sandbox.Faults.Add(new Fault { Host = "storage", BytesPerSecond = bytesPerSecond });

    protected void Hold() => Sandbox.Faults.Add(new Fault { Host = "storage", StallAfter = HeldAt });

    protected FileInfo[] Parts() =>
        [.. new DirectoryInfo(Models).EnumerateFiles("*.part", SearchOption.AllDirectories)];
}
