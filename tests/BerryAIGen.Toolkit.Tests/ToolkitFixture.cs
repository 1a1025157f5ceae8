using System.Diagnostics;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>The real server as a process of its own, with an empty database and no settings of anybody.</summary>
public sealed class ToolkitFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _process = Start(_folder.Path, "--url", "http://127.0.0.1:0", "--database", _folder.Combine("library.db"));
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Http.BaseAddress = AddressIn(line);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Dispose();
    }

    internal static Uri AddressIn(string? line)
    {
        var words = line.ShouldNotBeNull().Split(' ');
        return new Uri(words.Single(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd(';'));
    }

    internal static Process Start(string home, params string[] arguments) =>
        Start(home, new Dictionary<string, string>(), arguments);

    /// <param name="home">Where the server believes to be at home.</param>
    /// <param name="environment">Variables that only it sees.</param>
    /// <param name="arguments">Its options.</param>
    internal static Process Start(
        string home,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var name = OperatingSystem.IsWindows() ? "BerryAIGen.Toolkit.exe" : "BerryAIGen.Toolkit";
        var program = Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "BerryAIGen.Toolkit", "release", name);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        start.Environment["HOME"] = home;
        foreach (var variable in (string[])["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "MODELS_DIR"])
            start.Environment.Remove(variable);
        start.Environment["BERRY_REQUEST_LOG"] = RequestLogs.Next();
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return Process.Start(start)!;
    }
}
