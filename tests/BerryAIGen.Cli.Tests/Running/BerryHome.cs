using System.Diagnostics;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Running;

/// <summary>A person's machine in one temporary folder: own HOME, own settings, and the real <c>berry</c> to run in it.</summary>
public sealed class BerryHome : IDisposable
{
    private static readonly string Executable = Path.Combine(
        RepositoryRoot.Path,
        "artifacts/bin/BerryAIGen.Cli/release/berry"
    );

    // What the machine that runs the tests may have set must not reach the process.
    private static readonly string[] Foreign =
    [
        "CIVITAI_",
        "AWS_",
        "BERRY_",
        "HF_",
        "XDG_",
        "MODELS_DIR",
        "NO_COLOR",
        "HTTP",
        "ALL_PROXY",
        "http",
        "all_proxy",
    ];

    private readonly TemporaryFolder _folder = new();

    /// <summary>HOME, and the folder in which the process starts.</summary>
    public string Folder => _folder.Path;

    /// <summary>Variables for every run in this home.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>A path inside; its parent folders are made.</summary>
    public string PathOf(params ReadOnlySpan<string> parts) => _folder.Combine(parts);

    /// <summary>Writes a file inside and answers its path.</summary>
    public string Write(string name, ReadOnlySpan<byte> content) => _folder.Write(name, content);

    public async Task<BerryRun> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        return await running.EndAsync();
    }

    /// <summary>Runs another build of <c>berry</c> in this home.</summary>
    public async Task<BerryRun> RunAsync(string executable, string[] arguments)
    {
        using var running = Start(executable, arguments);
        return await running.EndAsync();
    }

    /// <summary>Runs with a terminal of its own, which takes both outputs; where none can be had the running test is skipped, or fails where <c>CI</c> is set.</summary>
    public async Task<BerryRun> RunOnTerminalAsync(params string[] arguments)
    {
        // Of util-linux: no other makes a terminal.
        var script = InstalledTools.Require("script");
        var words = string.Join(' ', arguments.Prepend(Executable).Select(word => $"'{word}'"));
        Variables["TERM"] = "xterm";
        using var running = Start(script, ["--quiet", "--return", "--command", words, "/dev/null"]);
        return await running.EndAsync();
    }

    public RunningBerry Start(params string[] arguments) => Start(Executable, arguments);

    /// <summary>Runs with a text on standard input.</summary>
    public async Task<BerryRun> RunWithInputAsync(string input, params string[] arguments)
    {
        using var running = Start(Executable, arguments, input);
        return await running.EndAsync();
    }

    private RunningBerry Start(string executable, string[] arguments, string input = "")
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var name in start.Environment.Keys.Where(k => Foreign.Any(k.StartsWith)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Folder;
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return new RunningBerry(start, input);
    }

    public void Dispose() => _folder.Dispose();
}
