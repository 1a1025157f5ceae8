using System.Diagnostics;

namespace BerryAIGen.Library.Tests.Catalog;

/// <summary>A named pipe that nobody writes to.</summary>
internal static class Pipe
{
    internal static async Task CreateAsync(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
    }
}
