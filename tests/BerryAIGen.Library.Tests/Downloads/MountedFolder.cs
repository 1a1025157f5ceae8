using System.Diagnostics;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>A file system of its own; only root may mount one.</summary>
internal sealed class MountedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Path => _folder.Path;

    internal static MountedFolder Require(string options)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only root can mount a file system."
        );
        var mounted = new MountedFolder();
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mounted.Path) != 0)
        {
            mounted._folder.Dispose();
            Assert.Skip("This machine does not let a test mount a file system.");
        }

        return mounted;
    }

    internal void Remount(string options) => Run("mount", "-o", $"remount,{options}", Path).ShouldBe(0);

    internal void Unmount() => Run("umount", Path).ShouldBe(0);

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
