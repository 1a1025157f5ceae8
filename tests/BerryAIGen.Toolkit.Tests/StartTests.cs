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
        printed.ShouldContain("BerryAIGen.Toolkit key add NAME --scope admin");
    }

    [Fact]
    public async Task An_address_in_use_is_told()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";

        var run = await RunningToolkit.RunAsync(_folder.Path, "--url", url, "--database", _folder.Combine("l.db"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("cannot listen");
        run.Error.ShouldContain("--url");
    }

    public void Dispose() => _folder.Dispose();
}
