using System.Text.RegularExpressions;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--nonsense", "x", "--nonsense")]
    [InlineData("--url", "ftp://x", "--url must be like http://127.0.0.1:5080")]
    [InlineData("--url", "http://0.0.0.0:5080", "reached by other machines")]
    [InlineData("--url", "http://example.org", "reached by other machines")]
    [InlineData("--host-name", "models.example", "reached by other machines")]
    [InlineData("--require-key", null, "no access key yet")]
    [InlineData("--allow-origin", "https://x.example/path", "--allow-origin must be like https://example.org")]
    [InlineData("--rate-limit", "-1", "whole number from 0")]
    [InlineData("--database", "postgres://user:secret@", "postgres://user:password@host:5432/name")]
    [InlineData("--database", "mysql://user:secret@host/name", "\"mysql\" is no kind of database")]
    public async Task A_wrong_option_is_told_in_one_sentence(string option, string? value, string sentence)
    {
        var run = await RunningToolkit.RunAsync(_folder.Path, value is null ? [option] : [option, value]);

        var error = run.Error;
        run.ExitCode.ShouldBe(2);
        error.ShouldContain(sentence);
        error.ShouldNotContain("secret");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Every_option_stands_in_the_help()
    {
        var help = await RunningToolkit.RunAsync(_folder.Path, "--help");
        var wrong = await RunningToolkit.RunAsync(_folder.Path, "--nonsense");

        help.ExitCode.ShouldBe(0);
        var options = Regex.Matches(wrong.Error.Split("options are")[1], "--[a-z-]+").Select(option => option.Value);
        options.Count().ShouldBeGreaterThan(5);
        foreach (var option in options)
            help.Output.ShouldContain($"  {option} ");
        var keys = await RunningToolkit.RunAsync(_folder.Path, "key");
        foreach (Match verb in Regex.Matches(keys.Error, "key [a-z]+"))
            help.Output.ShouldContain(verb.Value);
    }

    [Fact]
    public async Task The_server_ends_when_who_started_it_lets_go()
    {
        await using var server = await RunningToolkit.StartAsync(arguments: ["--end-with-input"]);

        (await server.LetGoAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Where_nobody_could_change_keys_the_start_says_so_and_how_to_mend_it()
    {
        await RunningToolkit.RunAsync(
            _folder.Path,
            ["key", "add", "x", "--scope", "write", "--database", _folder.Combine("library.db")]
        );
        await using var server = await RunningToolkit.StartAsync(
            _folder.Path,
            _folder.Combine("library.db"),
            ("BERRY_REQUIRE_KEY", "on")
        );

        var printed = await server.EndAndReadAsync();

        printed.ShouldContain("No access key has the scope admin");
        var database = TestDatabases.IsPostgreSql ? "postgres://…" : _folder.Combine("library.db");
        printed.ShouldContain($"BerryAIGen.Toolkit key add NAME --scope admin --database {database}\"");
    }

    [Fact]
    public async Task An_address_in_use_is_told()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";

        var run = await RunningToolkit.RunAsync(_folder.Path, "--url", url, "--database", _folder.Combine("l.db"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe(
            $"The server cannot listen at {url}/: another program does. Name another address with --url.\n"
        );
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_for_models_that_cannot_be_written_is_told_and_one_that_is_missing_is_made()
    {
        var file = _folder.Write("file", []);
        var none = Path.Combine(file, "models");
        await using var server = await StartAsync(none);
        await using var other = await StartAsync(_folder.Combine("new", "models"));

        (await server.EndAndReadAsync()).ShouldContain($"Models go to {none}, where this server may not write: ");
        (await other.EndAndReadAsync()).ShouldNotContain("Models go to");
        Directory.EnumerateFileSystemEntries(_folder.Combine("new", "models")).ShouldBeEmpty();

        Task<RunningToolkit> StartAsync(string models) =>
            RunningToolkit.StartAsync(_folder.Path, _folder.Combine("library.db"), ("MODELS_DIR", models));
    }

    public void Dispose() => _folder.Dispose();
}
