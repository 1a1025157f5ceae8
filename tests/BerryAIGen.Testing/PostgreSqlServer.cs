using System.Diagnostics;
using Xunit;

namespace BerryAIGen.Testing;

/// <summary>A PostgreSQL of the tests' own, reached by a socket in a temporary folder; one for all tests of a project.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "berry";
    private const string Unprivileged = "postgres";

    private readonly TemporaryFolder folder = new();
    private readonly SemaphoreSlim starting = new(1);
    private readonly string? programs = FindPrograms();
    private int databases;
    private bool isRunning;

    private string Data => Path.Combine(folder.Path, "data");

    /// <summary>A connection string to a database that nobody else uses; whoever opens it first creates it.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        InstalledTools.Require(
            programs is not null,
            "PostgreSQL is not installed; as root on Debian test.sh installs it."
        );
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!isRunning)
                await StartAsync();
            isRunning = true;
        }
        finally
        {
            starting.Release();
        }

        return $"Host={folder.Path};Username={User};Database=test{Interlocked.Increment(ref databases)};Maximum Pool Size=20";
    }

    /// <summary>Takes it away from whoever uses it.</summary>
    public async Task StopAsync()
    {
        if (isRunning)
            await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        isRunning = false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        starting.Dispose();
        folder.Dispose();
    }

    private async Task StartAsync()
    {
        // It refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            await RunProcessAsync("chown", [Unprivileged, folder.Path]);

        await RunAsync("initdb", "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunAsync(
            "pg_ctl",
            "-D",
            Data,
            "-l",
            Path.Combine(folder.Path, "log"),
            "-w",
            "-o",
            $"-c listen_addresses='' -c unix_socket_directories={folder.Path} -c fsync=off -c max_connections=300",
            "start"
        );
    }

    private Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(programs!, program);
        return Environment.IsPrivilegedProcess
            ? RunProcessAsync("runuser", ["-u", Unprivileged, "--", path, .. arguments])
            : RunProcessAsync(path, arguments);
    }

    private static async Task RunProcessAsync(string program, string[] arguments)
    {
        var log = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        // The server that pg_ctl leaves running must not hold a pipe of ours open.
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, program, .. arguments]
        )
        {
            WorkingDirectory = "/",
        };
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException(
                    $"{program} {string.Join(' ', arguments)}: {await File.ReadAllTextAsync(log)}"
                );
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
}
