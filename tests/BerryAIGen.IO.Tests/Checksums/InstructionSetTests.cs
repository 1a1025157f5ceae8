using System.Diagnostics;
using BerryAIGen.IO.Checksums;

namespace BerryAIGen.IO.Tests.Checksums;

/// <summary>Runs the checksum tests again in a process that the runtime keeps from using newer instructions.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256, true)]
    [InlineData("DOTNET_EnableAVX2", 128, true)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0, false)]
    public async Task Checksums_are_right_on_an_older_processor(string switchedOff, int widest, bool canFold)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Arguments)
        {
            RedirectStandardOutput = true,
            Environment = { [switchedOff] = "0" },
        };

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, output);
        output.ShouldContain("failed: 0");
        // The widths and the folding that were tested there: a switch without effect would show those of here.
        WidthsIn(output).Max().ShouldBe(Math.Min(widest, (int)Blake3Lanes.Widest), output);
        var folding = canFold && Crc32Folding.IsSupported ? "passed" : "skipped";
        output.ShouldContain($"{folding} {typeof(Crc32Tests)}.{nameof(Crc32Tests.Folding_and_pieces_change_nothing)}");
    }

    private static string[] Arguments =>
        [
            "--filter-class",
            "*." + nameof(Blake3Tests),
            "--filter-class",
            "*." + nameof(Crc32Tests),
            "--output",
            "Detailed",
            "--no-ansi",
        ];

    private static IEnumerable<int> WidthsIn(string output) =>
        Blake3Tests
            .Widths.Select(row => row.Data)
            .Where(width => output.Contains($"{nameof(Blake3Tests.The_official_vectors_come_out)}(width: {width})"));
}
