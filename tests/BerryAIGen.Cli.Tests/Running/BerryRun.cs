using System.Text.Json;

namespace BerryAIGen.Cli.Tests.Running;

/// <summary>What one process left behind.</summary>
public sealed record BerryRun(int ExitCode, string Output, string Error)
{
    /// <summary>The one document on stdout; fails when there is anything else.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails with what the process said when the exit code is another.</summary>
    public BerryRun ShouldExit(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"stderr: {Error}\nstdout: {Output}");
        return this;
    }
}
