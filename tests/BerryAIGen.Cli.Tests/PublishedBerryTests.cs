using System.Diagnostics;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>What <c>build.sh</c> publishes, on a machine without .NET and away from the checkout.</summary>
public sealed class PublishedBerryTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_published_berry_runs_a_batch_from_an_empty_folder_without_dotnet()
    {
        var published = Home.PathOf("published");
        await PublishAsync(published);
        Directory.GetFiles(published).ShouldHaveSingleItem();
        Home.Write("models.json", """{"downloads":[{"source":"civitai","model_id":128713,"version_id":146759}]}"""u8);
        Home.Variables["PATH"] = "/nowhere";
        Home.Variables["DOTNET_ROOT"] = "/nowhere";

        var run = await Home.RunAsync(
            Path.Combine(published, "berry"),
            ["batch", "models.json", "--root", "c", "--json"]
        );

        var item = run.ShouldExit(0).Json.GetProperty("items")[0];
        item.GetProperty("verified_by").GetString().ShouldBe("sha256");
        File.Exists(Home.PathOf(item.GetProperty("path").GetString()!)).ShouldBeTrue();
    }

    private static async Task PublishAsync(string folder)
    {
        var script = Path.Combine(RepositoryRoot.Path, "build.sh");
        var start = new ProcessStartInfo(script, ["--quick", "--output", folder]) { RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        build.ExitCode.ShouldBe(0, said);
    }
}
