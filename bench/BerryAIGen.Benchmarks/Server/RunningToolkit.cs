using System.Diagnostics;

namespace BerryAIGen.Benchmarks.Server;

/// <summary>The real server on a database of the figure's own.</summary>
internal sealed class RunningToolkit : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("berry-server-");
    private Process? _process;

    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(150);

    private RunningToolkit() { }

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>What the server has computed so far, all cores together.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<RunningToolkit> StartAsync(int models)
    {
        var toolkit = new RunningToolkit();
        var database = Path.Combine(toolkit._folder.FullName, "library.db");
        await LibraryOfModels.CreateAsync(database, models);
        var start = new ProcessStartInfo(
            Path.Combine(Artifacts(), "BerryAIGen.Toolkit"),
            ["--url", "http://127.0.0.1:0", "--database", database]
        )
        {
            RedirectStandardOutput = true,
            WorkingDirectory = toolkit._folder.FullName,
        };
        foreach (var variable in (string[])["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"])
            start.Environment[variable] = toolkit._folder.FullName;
        start.Environment.Remove("MODELS_DIR");
        toolkit._process = Process.Start(start)!;
        var line = await toolkit._process.StandardOutput.ReadLineAsync();
        var word = line!.Split(' ').Single(part => part.StartsWith("http://", StringComparison.Ordinal));
        toolkit.Http.BaseAddress = new Uri(word.TrimEnd(';'));
        await toolkit.SettleAsync();
        return toolkit;
    }

    // A server that was just started looks through its library and judges it; the figures are of what is asked of it.
    private async Task SettleAsync()
    {
        for (var (before, after) = (TimeSpan.Zero, Cpu); after - before > Idle; (before, after) = (after, Cpu))
            await Task.Delay(Watch, TimeProvider.System, CancellationToken.None);
    }

    public void Dispose()
    {
        Http.Dispose();
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Delete();
        foreach (var inner in _folder.EnumerateDirectories("*", SearchOption.AllDirectories).Reverse())
            inner.Delete();
        _folder.Delete();
    }

    // Where every build puts it, seen from where this one stands.
    private static string Artifacts() =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "BerryAIGen.Toolkit", "release"));
}
