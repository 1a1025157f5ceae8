using System.Diagnostics;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task Version_is_one_line_on_stdout()
    {
        var run = await _home.RunAsync("--version");

        run.ShouldExit(0).Output.ShouldMatch(@"^\d+\.\d+\.\d+\S*\n$");
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("'complet' is not a command of 'berry'; did you mean 'completion'?", "complet")]
    [InlineData(
        "'--jsn' is not an option of 'berry completion'; did you mean '--json'?",
        "completion",
        "bash",
        "--jsn"
    )]
    [InlineData("'more' is not an argument of 'berry completion'; see", "completion", "bash", "more")]
    [InlineData("--archives is one of unpack, keep, unpack-and-keep", "download", "1", "--archives", "eat")]
    [InlineData("'berry sidecar export' needs --for; see 'berry sidecar export --help'.", "sidecar", "export", "x")]
    [InlineData("--to needs a value; see 'berry convert --help'.", "convert", "x", "--to")]
    [InlineData("There is no completion for 'tcsh'; choose one of bash, zsh", "completion", "tcsh")]
    [InlineData("'--onyl' is not an option of 'berry hash'; did you mean '--only'?", "hash", "--onyl", "x")]
    [InlineData("'--onyl' is not an option of 'berry hash'; did you mean '--only'?", "hash", "x", "--onyl=crc32")]
    [InlineData("'--dryrun' is not an option of 'berry lock'", "lock", "1", "--to", "--dryrun")]
    [InlineData("what only looks like one goes behind --: berry hash -- -x.", "hash", "-x")]
    [InlineData("--offline goes behind the command: berry download --offline.", "--offline", "download", "1")]
    [InlineData("'berry trash list' does not take 'a.ckpt' before it", "trash", "a.ckpt", "list")]
    public async Task A_wrong_command_line_is_told_in_one_sentence(string sentence, params string[] arguments)
    {
        var run = await _home.RunAsync(arguments);

        run.ShouldExit(2).Output.ShouldBeEmpty();
        run.Error.ShouldStartWith("berry: ");
        run.Error.ShouldContain(sentence);
        run.Error.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task A_file_whose_name_begins_with_a_dash_goes_behind_two()
    {
        _home.Write("--x", "abc"u8);

        (await _home.RunAsync("hash", "--only", "crc32", "--", "--x")).ShouldExit(0).Output.ShouldContain("352441c2");
    }

    [Fact]
    public async Task The_help_of_a_verb_has_none_of_its_noun_s_arguments()
    {
        var help = (await _home.RunAsync("trash", "list", "--help")).ShouldExit(0).Output;

        help.ShouldContain("  berry trash list [options]\n");
        help.ShouldNotContain("<file>");
    }

    [Fact]
    public async Task Under_json_a_failure_is_the_only_document_on_stdout()
    {
        var run = await _home.RunAsync("completion", "tcsh", "--json");

        var error = run.ShouldExit(2).Json.GetProperty("error");
        error.GetProperty("type").GetString().ShouldBe("ValidationError");
        error.GetProperty("code").GetString().ShouldBe("usage");
        error.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        run.Error.ShouldContain(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Details_are_shown_only_when_asked_for()
    {
        var quiet = await _home.RunAsync("completion", "tcsh");
        var verbose = await _home.RunAsync("completion", "tcsh", "--verbose");

        quiet.Error.ShouldNotContain("   at ");
        verbose.Error.ShouldContain("   at ");
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "-n")]
    public async Task The_completion_script_is_accepted_by_its_shell(string shell, string check)
    {
        var program = InstalledTools.Require(shell);
        var script = (await _home.RunAsync("completion", shell)).ShouldExit(0).Output;
        await File.WriteAllTextAsync(_home.PathOf("script"), script, TestContext.Current.CancellationToken);

        using var parse = Process.Start(program, [check, _home.PathOf("script")]);
        await parse.WaitForExitAsync(TestContext.Current.CancellationToken);

        parse.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Under_json_the_completion_script_is_in_a_document()
    {
        var script = (await _home.RunAsync("completion", "bash")).ShouldExit(0).Output;

        var document = (await _home.RunAsync("completion", "bash", "--json")).ShouldExit(0).Json;

        document.GetProperty("shell").GetString().ShouldBe("bash");
        document.GetProperty("script").GetString().ShouldBe(script);
    }

    [Fact]
    public async Task Words_are_completed_by_the_parser_itself()
    {
        var line = "berry completion ba";

        var run = await _home.RunAsync($"[suggest:{line.Length}]", line);

        run.ShouldExit(0).Output.ShouldBe("bash\n");
    }

    public void Dispose() => _home.Dispose();
}
