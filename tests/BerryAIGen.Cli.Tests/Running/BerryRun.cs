using System.Text.Json;
using BerryAIGen.Cli.Tests.Driven;

namespace BerryAIGen.Cli.Tests.Running;

/// <summary>What one process left behind.</summary>
public sealed class BerryRun
{
    private readonly CommandUse _use;
    private readonly string _output;
    private readonly string _error;

    internal BerryRun(CommandUse use, string output, string error) => (_use, _output, _error) = (use, output, error);

    public int ExitCode => _use.ExitCode;

    public string Output => Read(_output);

    public string Error => Read(_error);

    /// <summary>The one document on stdout; fails when there is anything else.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails with what the process said when the exit code is another.</summary>
    public BerryRun ShouldExit(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"stderr: {_error}\nstdout: {_output}");
        return this;
    }

    private string Read(string text)
    {
        _use.WasRead = true;
        return text;
    }
}
