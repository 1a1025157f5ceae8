using System.Diagnostics;

namespace BerryAIGen.Cli.Tests.Running;

/// <summary>A file system in memory over a folder; gone afterwards.</summary>
public sealed class Mount : IDisposable
{
    private readonly string _folder;

    private Mount(string folder) => _folder = folder;

    /// <summary>Mounts it, or skips the running test where that is not allowed.</summary>
    public static Mount Tmpfs(string folder, string options)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder),
            "Only root may mount a file system."
        );
        return new Mount(folder);
    }

    public void Dispose() => Run("umount", _folder).ShouldBeTrue();

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
