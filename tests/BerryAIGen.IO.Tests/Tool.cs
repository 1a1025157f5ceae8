using System.Diagnostics;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests;

/// <summary>A program of the machine whose answer is known to be right.</summary>
internal static class Tool
{
    /// <summary>What the program prints; where it is not installed the running test is skipped, or fails where <c>CI</c> is set.</summary>
    internal static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(InstalledTools.Require(program), arguments) { RedirectStandardOutput = true }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
        return output;
    }
}
