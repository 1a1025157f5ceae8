using System.Diagnostics;

namespace BerryAIGen.IO.Tests.Checksums;

/// <summary>Runs the checksum tests again in a process that the runtime keeps from using newer instructions.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Checksums_are_right_on_an_older_processor(string switchedOff)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            ["--filter-class", "*." + nameof(Blake3Tests), "--filter-class", "*." + nameof(Crc32Tests), "--no-ansi"]
        )
        {
            RedirectStandardOutput = true,
            Environment = { [switchedOff] = "0" },
        };

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, output);
        output.ShouldContain("failed: 0");
    }
}
