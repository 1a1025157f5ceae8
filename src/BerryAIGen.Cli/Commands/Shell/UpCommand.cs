using System.Diagnostics;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Demo;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Shell;

/// <summary>Starts the server of the library and stays until it is stopped.</summary>
internal sealed class UpCommand : BerryCommand
{
    private readonly TextOption _url = new("--url", "Where it listens; http://127.0.0.1:5080 by default.", "url");
    private readonly TextOption _database = new("--database", "A file of SQLite, or postgres://…", "database");
    private readonly FlagOption _sandbox = new("--sandbox", "Ask a stand-in for Civitai on this machine.");

    public UpCommand()
        : base("up", "Starts the server of the model library.", "berry up --sandbox")
    {
        Add(_url);
        Add(_database);
        Add(_sandbox);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        // The server ends with its input: when this process closes it, or is gone.
        var start = new ProcessStartInfo(CheckoutProgram.Find("BerryAIGen.Toolkit", "up"), ["--end-with-input"])
        {
            RedirectStandardInput = true,
        };
        Give(start, "--url", run.Get(_url));
        Give(start, "--database", run.Get(_database));
        await using var sandbox = run.Get(_sandbox)
            ? await SandboxProcess.StartAsync(largeFileBytes: 0, "up", cancellationToken)
            : null;
        if (sandbox is not null)
        {
            start.Environment["BERRY_CIVITAI_URL"] = sandbox.Addresses.Civitai.AbsoluteUri;
            start.Environment["BERRY_ORCHESTRATOR_URL"] = sandbox.Addresses.Orchestrator.AbsoluteUri;
            start.Environment["BERRY_HF_URL"] = sandbox.Addresses.Huggingface.AbsoluteUri;
            start.Environment["BERRY_ALLOW_HOSTS"] = sandbox.Addresses.Storage.Host;
            start.Environment["BERRY_PICTURE_HOSTS"] = sandbox.Addresses.Storage.Authority;
            StandardOutput.Message($"A stand-in for Civitai answers at {sandbox.Addresses.Civitai}");
        }

        using var server = Process.Start(start)!;
        try
        {
            await server.WaitForExitAsync(cancellationToken);
            return server.ExitCode;
        }
        catch (OperationCanceledException)
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync(CancellationToken.None);
            return 0;
        }
    }

    private static void Give(ProcessStartInfo start, string option, string? value)
    {
        if (value is not null)
        {
            start.ArgumentList.Add(option);
            start.ArgumentList.Add(value);
        }
    }
}
