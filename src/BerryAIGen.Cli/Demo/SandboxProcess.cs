using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Demo;

/// <summary>The stand-in for Civitai, started as a child process; it ends with this one.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SandboxProcess(Process process, SandboxAddresses addresses)
    {
        _process = process;
        Addresses = addresses;
    }

    public SandboxAddresses Addresses { get; }

    /// <summary>Starts it on free ports; it listens when this returns.</summary>
    /// <param name="largeFileBytes">The size of its one large model, so that there is a transfer to watch.</param>
    /// <param name="command">The command that needs it, for the message.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="LibraryException">There is no checkout beside this <c>berry</c>, or it did not start.</exception>
    public static async Task<SandboxProcess> StartAsync(
        long largeFileBytes,
        string command,
        CancellationToken cancellationToken
    )
    {
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var size = largeFileBytes.ToString(CultureInfo.InvariantCulture);
        var program = CheckoutProgram.Find("BerryAIGen.Sandbox", command);
        var start = new ProcessStartInfo(program, ["--parent-pid", own, "--large-file-bytes", size])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process =
            Process.Start(start) ?? throw new LibraryException(FailureCode.Failed, "The Sandbox did not start.");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
            var addresses = JsonSerializer.Deserialize(line ?? "null", BerryJson.Default.SandboxAddresses);
            return new SandboxProcess(
                process,
                addresses ?? throw new LibraryException(FailureCode.Failed, "The Sandbox ended before it listened.")
            );
        }
        catch
        {
            await StopAsync(process);
            throw;
        }
    }

    /// <summary>Files come no faster than this from now on.</summary>
    public async Task LimitSpeedAsync(int bytesPerSecond, CancellationToken cancellationToken)
    {
        // A proxy of the system has no business on this machine's own addresses.
        using var direct = new HttpClientHandler { UseProxy = false };
        using var http = new HttpClient(direct) { BaseAddress = Addresses.Civitai };
        using var fault = new StringContent($$"""{"host":"storage","bytesPerSecond":{{bytesPerSecond}}}""");
        using var answer = await http.PostAsync("/_sandbox/faults", fault, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync() => await StopAsync(_process);

    private static async Task StopAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}

/// <summary>Where the Sandbox listens, as it prints it.</summary>
internal sealed record SandboxAddresses(Uri Civitai, Uri Storage, Uri Huggingface, Uri Orchestrator);
