using System.Diagnostics;
using System.Xml.Linq;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>The definitions are looked at by every build of the program, not by its tests alone.</summary>
public sealed class DefinitionsBuildTests : IDisposable
{
    private static readonly string Project = Path.Combine(
        RepositoryRoot.Path,
        "src",
        "BerryAIGen.Cli",
        "BerryAIGen.Cli.csproj"
    );

    private readonly TemporaryFolder _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Every_build_runs_the_check_after_itself()
    {
        var target = XDocument
            .Load(Project)
            .Descendants("Target")
            .Single(one => one.Attribute("Name")?.Value == "CheckDefinitions");

        target.Attribute("AfterTargets")!.Value.ShouldBe("Build");
        // It ran with the build of this program.
        Directory
            .EnumerateFiles(
                Path.Combine(RepositoryRoot.Path, "artifacts", "obj", "BerryAIGen.Cli"),
                "definitions.checked",
                SearchOption.AllDirectories
            )
            .ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Good_definitions_pass_and_one_that_is_broken_stops_the_build_by_its_name()
    {
        var good = CopyTo("good");
        var broken = CopyTo("broken");
        var file = Path.Combine(broken, "definitions", "ecosystems", "sdxl.json");
        File.WriteAllText(
            file,
            File.ReadAllText(file).Replace("\"engine\": \"text-to-image\"", "\"engine\": \"text-to-smell\"")
        );

        var (passed, calm) = await BuildAsync(good);
        var (code, output) = await BuildAsync(broken);

        passed.ShouldBe(0, calm);
        code.ShouldBe(1, output);
        output.ShouldMatch($@"error : {System.Text.RegularExpressions.Regex.Escape(file)}:\d+: .*text-to-smell");
        output.ShouldContain("error : The definitions do not hold together.");
    }

    private string CopyTo(string name)
    {
        var shipped = Path.Combine(RepositoryRoot.Path, "definitions");
        foreach (var path in Directory.EnumerateFiles(shipped, "*.json", SearchOption.AllDirectories))
            File.Copy(path, _home.Combine(name, "definitions", Path.GetRelativePath(shipped, path)));
        return Path.Combine(_home.Path, name);
    }

    private static async Task<(int ExitCode, string Output)> BuildAsync(string home)
    {
        using var build = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    "msbuild",
                    Project,
                    "-t:CheckDefinitions",
                    "-p:Configuration=Release",
                    $"-p:DefinitionsHome={home}",
                    "-nodeReuse:false",
                    "-nologo",
                    "-v:quiet",
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = await build.StandardOutput.ReadToEndAsync(Stop);
        await build.WaitForExitAsync(Stop);
        return (build.ExitCode, output);
    }
}
