using System.Diagnostics;
using System.Text.RegularExpressions;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Operation;

/// <summary>What stands in <c>deploy/</c>, by rules: nothing here can build an image or start a service.</summary>
public sealed partial class DeployTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string[] Docker =>
        Continued().Replace(Read("Dockerfile"), " ").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void The_image_is_of_named_versions_and_of_few_things()
    {
        var from = Docker.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ToArray();
        var installs = Docker.Where(line => line.Contains("apt-get install", StringComparison.Ordinal));

        from.Length.ShouldBe(3);
        from.ShouldAllBe(line => Tagged().IsMatch(line) && !line.Contains(":latest", StringComparison.Ordinal));
        installs.ShouldAllBe(line =>
            line.Contains("--no-install-recommends", StringComparison.Ordinal)
            && line.Contains("apt-get update", StringComparison.Ordinal)
            && line.Contains("rm -rf /var/lib/apt/lists", StringComparison.Ordinal)
        );
        Docker.ShouldAllBe(line => !line.StartsWith("ADD ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_server_in_it_is_nobody_special_and_knows_no_secret()
    {
        var last = Docker.AsSpan()[Array.FindLastIndex(Docker, Starts("FROM"))..].ToArray();

        last.Last(line => Starts("USER")(line)).ShouldNotMatch("USER (root|0)");
        last.Single(line => Starts("ENTRYPOINT")(line)).ShouldBe("ENTRYPOINT [\"/app/BerryAIGen.Toolkit\"]");
        last.Count(line => Starts("HEALTHCHECK")(line)).ShouldBe(1);
        Docker.ShouldAllBe(line => !Secret().IsMatch(line));
        Array.FindIndex(last, Starts("USER")).ShouldBeGreaterThan(Array.FindIndex(last, Starts("COPY")));
    }

    [Fact]
    public void What_it_copies_and_starts_is_there()
    {
        File.Exists(Path.Combine(RepositoryRoot.Path, "build.sh")).ShouldBeTrue();
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "build.sh")).ShouldContain("--toolkit)");
        File.ReadAllLines(Path.Combine(RepositoryRoot.Path, ".dockerignore")).ShouldContain(".git");
        Docker.ShouldContain(line => line.Contains("./build.sh --toolkit", StringComparison.Ordinal));
        Docker.ShouldContain("RUN tools/build-web.sh");
        File.Exists(Path.Combine(RepositoryRoot.Path, "tools/build-web.sh")).ShouldBeTrue();
        // What the workers of pictures and videos start.
        Docker
            .Last(line => line.Contains("apt-get install", StringComparison.Ordinal))
            .ShouldMatch(" ffmpeg .* libvips-tools ");
    }

    [Fact]
    public async Task The_unit_is_one_that_systemd_accepts_and_calls_safe()
    {
        var tool = InstalledTools.Require("systemd-analyze");
        // The program lies where it is installed, which is not here.
        var unit = Program().Replace(Read("berryaigen-toolkit.service"), "ExecStart=/bin/true");
        var path = _folder.Write("berryaigen-toolkit.service", System.Text.Encoding.UTF8.GetBytes(unit));

        var (accepted, complaints) = await RunAsync(tool, "verify", path);
        var (safe, report) = await RunAsync(tool, "security", "--offline=true", "--threshold=25", path);

        Assert.SkipWhen(complaints.Contains("Failed to", StringComparison.Ordinal), complaints);
        accepted.ShouldBe(0, complaints);
        complaints.ShouldBeEmpty();
        safe.ShouldBe(0, report);
    }

    [Fact]
    public void The_service_may_write_its_database_and_its_configuration()
    {
        var unit = Read("berryaigen-toolkit.service");
        var folders = Variables().Matches(unit).Select(match => match.Groups[1].Value);

        unit.ShouldContain("StateDirectory=berryaigen\n");
        folders.ShouldAllBe(folder =>
            folder.StartsWith("/var/lib/berryaigen", StringComparison.Ordinal) || folder == "/var/lib"
        );
        folders.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Health_ends_with_0_where_a_server_is_well_and_with_1_where_none_is()
    {
        await using var toolkit = await RunningToolkit.StartAsync();

        var well = await HealthAsync(toolkit.Http.BaseAddress!.AbsoluteUri);
        var none = await HealthAsync("http://127.0.0.1:9");

        well.ExitCode.ShouldBe(0, well.Error);
        none.ExitCode.ShouldBe(1);
        none.Error.ShouldContain("http://127.0.0.1:9");
    }

    private async Task<(int ExitCode, string Error)> HealthAsync(string address)
    {
        var run = await RunningToolkit.RunAsync(_folder.Path, "health", address);
        return (run.ExitCode, run.Error);
    }

    private static async Task<(int ExitCode, string Text)> RunAsync(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var run = Process.Start(start)!;
        var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (run.ExitCode, words[0] == "verify" ? output + await error : output);
    }

    private static Predicate<string> Starts(string word) =>
        line => line.StartsWith(word + " ", StringComparison.Ordinal);

    private static string Read(string name) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "deploy", name));

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^FROM [\w./-]+:\d+\.\d+( AS \w+)?$")]
    private static partial Regex Tagged();

    [GeneratedRegex("^(ENV|ARG) .*(KEY|TOKEN|PASSWORD|SECRET)")]
    private static partial Regex Secret();

    [GeneratedRegex("XDG_(?:CONFIG|DATA)_HOME=([^ \n]+)")]
    private static partial Regex Variables();

    [GeneratedRegex("^ExecStart=.*$", RegexOptions.Multiline)]
    private static partial Regex Program();
}
