using System.ComponentModel;
using System.Diagnostics;

namespace BerryAIGen.IO.Tests;

/// <summary>A program of the machine whose answer is known to be right.</summary>
internal static class Tool
{
    /// <summary>What the program prints; skips the running test where it is not installed.</summary>
    internal static async Task<string> RunOrSkipAsync(string program, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
        }

        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
        return output;
    }
}
