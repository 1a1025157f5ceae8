using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using BerryAIGen.Database;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>
/// The real server as a process of its own, with no settings of anybody. Tests ask, kill, freeze and start it again.
/// </summary>
public sealed partial class RunningToolkit : IAsyncDisposable
{
    private const string RequestLog = "BERRY_REQUEST_LOG";

    private readonly Process _process;
    private readonly Recorded _recorded = new();
    private readonly TemporaryFolder? _home;
    private readonly string _said;
    private readonly Task<string> _drained;
    private readonly Task<string> _errors;

    private RunningToolkit(Process process, TemporaryFolder? home, string database, Uri address, string said)
    {
        (_process, _home, Database, _said) = (process, home, database, said);
        // Nobody reads its log any more, and it must not wait for that.
        _drained = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Http = new HttpClient(_recorded) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>Where its tables are, as <see cref="LibraryDatabase.Open"/> takes it.</summary>
    public string Database { get; }

    public int ProcessId => _process.Id;

    public TemporaryFolder Home => _home ?? throw new InvalidOperationException("The home is somebody else's.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A server of one test, with a home that the test may fill before and look into afterwards.</summary>
    /// <param name="home">Is emptied with the server; null makes one.</param>
    /// <param name="environment">Variables that only the server sees.</param>
    /// <param name="arguments">Further options.</param>
    public static Task<RunningToolkit> StartAsync(
        TemporaryFolder? home = null,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] arguments
    )
    {
        home ??= new TemporaryFolder();
        return OpenAsync(home.Path, home, home.Combine("library.db"), environment ?? NoVariables, arguments);
    }

    /// <summary>A server in a home, on a database, that stay when it ends.</summary>
    public static Task<RunningToolkit> StartAsync(
        string home,
        string database,
        params (string Name, string Value)[] environment
    ) => OpenAsync(home, null, database, environment.ToDictionary(row => row.Name, row => row.Value), []);

    /// <summary>The program with any words, until it ends by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string home, params string[] words)
    {
        using var run = Start(home, NoVariables, await TestDatabases.ForAsync(words));
        var error = run.StandardError.ReadToEndAsync(Stop);
        var output = await run.StandardOutput.ReadToEndAsync(Stop);
        await run.WaitForExitAsync(Stop);
        return (run.ExitCode, output, await error);
    }

    /// <summary>A path in the server's home.</summary>
    public string Path(params string[] names) => System.IO.Path.Combine([Home.Path, .. names]);

    /// <summary>The same database, for what the product itself would do with it.</summary>
    public async Task WithDatabaseAsync(Func<LibraryDatabase, Task> work)
    {
        var database = LibraryDatabase.Open(Database);
        await work(database);
        database.CloseConnections();
    }

    /// <summary>The same database, for rows that something else would write.</summary>
    public async Task WriteAsync(Action<LibraryContext> write)
    {
        var database = LibraryDatabase.Open(Database);
        await using (var context = database.CreateContext())
        {
            write(context);
            await context.SaveChangesAsync(Stop);
        }

        database.CloseConnections();
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Stop);
    }

    /// <summary>Any signal: 15 to end, 19 to freeze, 18 to wake.</summary>
    public void Signal(int number) => _ = kill(_process.Id, number);

    /// <summary>Asks it to end, and answers its exit code.</summary>
    public Task<int> EndAsync()
    {
        Signal(15);
        return ExitAsync();
    }

    /// <summary>Ends it, and answers what it printed.</summary>
    public async Task<string> EndAndReadAsync()
    {
        await EndAsync();
        return _said + await _drained;
    }

    /// <summary>Closes its input, as who started it does by ending, and answers its exit code.</summary>
    public Task<int> LetGoAsync()
    {
        _process.StandardInput.Close();
        return ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            if (_recorded.Last is { } last)
                await RequestLogs.WaitAsync(_process.StartInfo.Environment[RequestLog]!, last);
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        await _drained;
        if (await _errors is { Length: > 0 } text)
            TestContext.Current.TestOutputHelper?.WriteLine(text);
        _process.Dispose();
        _home?.Dispose();
    }

    private static IReadOnlyDictionary<string, string> NoVariables { get; } = new Dictionary<string, string>();

    private static async Task<RunningToolkit> OpenAsync(
        string path,
        TemporaryFolder? home,
        string database,
        IReadOnlyDictionary<string, string> environment,
        string[] arguments
    )
    {
        database = await TestDatabases.ForAsync(database);
        arguments = await TestDatabases.ForAsync(arguments);
        if (System.IO.Path.IsPathFullyQualified(database))
            await EmptyDatabase.PutAsync(database);
        var process = Start(path, environment, ["--url", "http://127.0.0.1:0", "--database", database, .. arguments]);
        // Warnings may come before the line that names the address.
        var said = new StringBuilder();
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Stop);
        while (said.AppendLine(line) is not null && line?.Contains(" answers at ", StringComparison.Ordinal) == false);
        if (line is null)
            Assert.Fail(await process.StandardError.ReadToEndAsync(Stop));
        return new RunningToolkit(process, home, database, AddressIn(line), said.ToString());
    }

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(Stop);
        return _process.ExitCode;
    }

    // Who listens on all addresses is asked on this machine's own.
    private static Uri AddressIn(string line)
    {
        var word = line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
        return new Uri(word.TrimEnd(';').Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal));
    }

    // The one of the build, unless another was made of the same sources: test.sh names one that starts in half the time.
    private static string Program { get; } =
        Environment.GetEnvironmentVariable("BERRY_TEST_SERVER")
        ?? System.IO.Path.Combine(
            RepositoryRoot.Path,
            "artifacts/bin/BerryAIGen.Toolkit/release",
            OperatingSystem.IsWindows() ? "BerryAIGen.Toolkit.exe" : "BerryAIGen.Toolkit"
        );

    private static Process Start(string home, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        start.Environment["HOME"] = home;
        foreach (var variable in (string[])["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "MODELS_DIR"])
            start.Environment.Remove(variable);
        start.Environment[RequestLog] = RequestLogs.Next();
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int kill(int process, int signal);
}
