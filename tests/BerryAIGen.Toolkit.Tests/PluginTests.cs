using System.Diagnostics;
using System.Globalization;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests;

public sealed class PluginTests
{
    // As docs/extending.md shows it.
    private const string Code = """
        using BerryAIGen.Library.Extending;

        public sealed class ShelfSource : IModelSource
        {
            private int asked;

            public string Name => "shelf";

            public Task<IReadOnlyList<OfferedModel>> DiscoverAsync(CancellationToken cancellationToken) =>
                Task.FromResult<IReadOnlyList<OfferedModel>>(
                    [
                        new("fine", "A fine model") { Format = "gguf", SizeBytes = 1000, Capabilities = ["chat"] },
                        new("asked-" + asked++, "Another model each time"),
                        new("huge", "A huge model") { Format = "gguf", SizeBytes = 1L << 50 },
                    ]
                );

            public Task<string> GetDownloadUrlAsync(string modelId, CancellationToken cancellationToken) =>
                Task.FromResult($"https://shelf.example/{modelId}.gguf");
        }

        public sealed class BrokenSource : IModelSource
        {
            public string Name => "broken";

            public Task<IReadOnlyList<OfferedModel>> DiscoverAsync(CancellationToken cancellationToken) =>
                throw new InvalidOperationException("no answer today");

            public Task<string> GetDownloadUrlAsync(string modelId, CancellationToken cancellationToken) =>
                throw new InvalidOperationException("no answer today");
        }

        public sealed class SizeRule : IModelValidator
        {
            public string Name => "size";

            public Task<ValidationResult> ValidateAsync(OfferedModel model, CancellationToken cancellationToken) =>
                Task.FromResult(
                    model.SizeBytes > 1L << 40
                        ? new ValidationResult(false, ["it is larger than a terabyte"])
                        : new ValidationResult(true, [])
                );

            public Task<ValidationResult> ValidateFileAsync(ArrivedFile file, CancellationToken cancellationToken) =>
                Task.FromResult(
                    System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(file.Path)).Contains("cursed")
                        ? new ValidationResult(false, [file.Name + " is cursed"])
                        : ValidationResult.Fine
                );
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plug_in_that_was_built_brings_sources_and_rules()
    {
        var home = new TemporaryFolder();
        var plugins = home.Combine("plugins");
        await BuildAsync(home, plugins);
        await File.WriteAllTextAsync(Path.Combine(plugins, "no-assembly.dll"), "text", Stop);
        await using var toolkit = await RunningToolkit.StartAsync(
            home,
            new Dictionary<string, string> { ["BERRY_PLUGINS"] = plugins, ["BERRY_SOURCES_EVERY"] = "1" }
        );

        var fine = await toolkit.WaitAsync("/api/models/shelf/fine");
        var refused = await toolkit.SendAsync("POST", "/api/models/download", """{"model_id":"shelf/huge"}""");

        fine["status"]!.ToString().ShouldBe("available");
        fine["download_url"]!.ToString().ShouldBe("https://shelf.example/fine.gguf");
        refused.Status.ShouldBe(400, refused.Body.ToJsonString());
        refused.Body["error"]!["type"]!.ToString().ShouldBe("ValidationError");
        refused.Body["error"]!["details"]!["issues"]!.ToString().ShouldContain("larger than a terabyte");
        (await toolkit.SendAsync("PATCH", "/api/models/shelf/fine", """{"name":"My name"}""")).Status.ShouldBe(200);
        var next = $"/api/models/shelf/asked-{await AskedAsync(toolkit) + 2}";
        await toolkit.WaitAsync(next);
        fine = await toolkit.GetAsync("/api/models/shelf/fine");
        fine["name"]!.ToString().ShouldBe("My name");
        fine["provider"]!.ToString().ShouldBe("llama-cpp");
        (await toolkit.SendAsync("GET", "/api/models/shelf/asked-0")).Status.ShouldBe(404, "It is offered no more.");
        await RefuseFileAsync(toolkit);
    }

    // The number of the model that is offered now.
    private static async Task<int> AskedAsync(RunningToolkit toolkit) =>
        (await toolkit.GetAsync("/api/models/library?q=another"))["models"]!
            .AsArray()
            .Select(model => int.Parse(model!["id"]!.ToString()["shelf/asked-".Length..], CultureInfo.InvariantCulture))
            .Max();

    // A rule sees the bytes of what comes, by download and by import, before it is anybody's model.
    private static async Task RefuseFileAsync(RunningToolkit toolkit)
    {
        Directory.CreateDirectory(toolkit.Path("models"));
        var bytes = GgufMaker.Small(("general.architecture", "llama"), ("general.name", "cursed"));
        await File.WriteAllBytesAsync(toolkit.Path("brought.gguf"), bytes, Stop);
        var body = $$"""{"path":"{{toolkit.Path("brought.gguf")}}","name":"Brought"}""";

        var (status, answer) = await toolkit.SendAsync("POST", "/api/models/import", body);

        status.ShouldBe(400, answer.ToJsonString());
        answer["error"]!["type"]!.ToString().ShouldBe("ValidationError");
        answer["error"]!["details"]!["issues"]!.ToString().ShouldContain("is cursed");
        Directory.GetFiles(toolkit.Path("models"), "*.gguf", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static async Task BuildAsync(TemporaryFolder home, string output)
    {
        var project = home.Combine("shelf");
        Directory.CreateDirectory(project);
        var library = Path.Combine(
            RepositoryRoot.Path,
            "artifacts",
            "bin",
            "BerryAIGen.Toolkit",
            "release",
            "BerryAIGen.Library.dll"
        );
        await File.WriteAllTextAsync(Path.Combine(project, "Shelf.cs"), Code, Stop);
        await File.WriteAllTextAsync(
            Path.Combine(project, "Shelf.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{library}" Private="false" />
              </ItemGroup>
            </Project>
            """,
            Stop
        );
        using var build = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    "build",
                    project,
                    "-c",
                    "Release",
                    "-o",
                    output,
                    "-nodeReuse:false",
                    "-p:UseSharedCompilation=false",
                    "-nologo",
                ]
            )
            {
                RedirectStandardOutput = true,
                WorkingDirectory = project,
            }
        )!;
        var said = await build.StandardOutput.ReadToEndAsync(Stop);
        await build.WaitForExitAsync(Stop);
        build.ExitCode.ShouldBe(0, said);
    }
}
