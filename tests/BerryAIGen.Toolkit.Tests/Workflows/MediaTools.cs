using System.Diagnostics;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>The programs that make pictures and videos, as a person starts them.</summary>
internal static class MediaTools
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A video of a picture that ffmpeg draws.</summary>
    public static Task<string> MakeVideoAsync(string folder, string name, string source, params string[] options) =>
        RunAsync(
            "ffmpeg",
            folder,
            [
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                source,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                .. options,
                name,
            ]
        );

    /// <summary>Runs a program to its end, and tells what it said.</summary>
    public static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        process.ExitCode.ShouldBe(0, program);
        return output;
    }
}
