using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>The scripts at the root: <c>berry</c> and its wrapper <c>download_models.sh</c>.</summary>
public sealed class LauncherTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    private static string Script(string name) => Path.Combine(RepositoryRoot.Path, name);

    [Fact]
    public async Task A_built_launcher_calls_no_sdk()
    {
        var called = Home.PathOf("called");
        var sdk = Home.Write("bin/dotnet", Encoding.UTF8.GetBytes($"#!/bin/sh\ntouch {called}\nexit 1\n"));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The launcher is a script for bash.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(sdk, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Home.Variables["DOTNET_ROOT"] = DotnetRoot();
        Home.Variables["PATH"] = $"{Path.GetDirectoryName(sdk)}:{Environment.GetEnvironmentVariable("PATH")}";

        var run = await Home.RunAsync(Script("berry"), ["--version"]);

        run.ShouldExit(0).Output.ShouldStartWith("0.");
        run.Error.ShouldBeEmpty();
        File.Exists(called).ShouldBeFalse();
    }

    [Fact]
    public async Task A_killed_launcher_leaves_no_second_build_beside_the_first()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The launcher is a script for bash.");
        if (OperatingSystem.IsWindows())
            return;
        var launcher = Home.PathOf("checkout", "berry");
        WriteScript(launcher, File.ReadAllText(Script("berry")));
        WriteScript(Home.PathOf("checkout", "artifacts", "bin", "BerryAIGen.Cli", "release", "berry"), "#!/bin/sh\n");
        var (builds, go) = (Home.PathOf("builds"), Home.PathOf("go"));
        WriteScript(
            Home.PathOf("bin", "dotnet"),
            $"#!/bin/sh\necho build >> {builds}\nuntil [ -e {go} ]; do sleep 0.1; done\n"
        );
        var start = new ProcessStartInfo(launcher) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{Home.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}";

        using (var killed = Process.Start(start)!)
        {
            await Eventually.TrueAsync(() => File.Exists(builds), TestContext.Current.CancellationToken);
            killed.Kill();
        }

        using var second = Process.Start(start)!;
        (await second.StandardError.ReadLineAsync(TestContext.Current.CancellationToken))!.ShouldContain("waiting");
        File.ReadAllLines(builds).Length.ShouldBe(1);
        File.WriteAllText(go, "");
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        second.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_wrapper_works_through_a_link_in_a_folder_with_a_blank()
    {
        var link = Home.PathOf("my scripts", "download_models.sh");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, Script("download_models.sh"));

        var run = await Home.RunAsync(link, ["civitai", "types"]);

        run.ShouldExit(0).Output.ShouldStartWith("Civitai model type mappings:\n  Checkpoint -> checkpoints\n");
    }

    [Theory]
    [InlineData("civitai", "search", "--query", "anime", "--limit", "5")]
    [InlineData("civitai", "search", "--query", "anime", "--model-type", "Checkpoint", "--limit", "3")]
    [InlineData("download", "--model-type", "checkpoints", "--source", "civitai", "--model-id", "257749")]
    [InlineData(
        "download",
        "--model-type",
        "checkpoints",
        "--source",
        "civitai",
        "--model-id",
        "257749",
        "--version-id",
        "290640"
    )]
    [InlineData("list", "--model-type", "checkpoints")]
    public async Task The_wrapper_runs_the_known_command_lines(params string[] line)
    {
        Directory.CreateDirectory(Home.PathOf("models"));

        (await Home.RunAsync(Script("download_models.sh"), line)).ShouldExit(0);
    }

    [UnsupportedOSPlatform("windows")]
    private static void WriteScript(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // The runtime of this process lies in ROOT/shared/NAME/VERSION/.
    private static string DotnetRoot() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
