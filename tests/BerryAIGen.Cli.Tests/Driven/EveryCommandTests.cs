using System.Text.RegularExpressions;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Driven;

/// <summary>
/// No breadth in stubs: what the help of the running <c>berry</c> offers, a test has used with success and seen what it
/// did. A run that printed what nobody read and changed no file is not counted; that the test compared what it read is
/// not proven here.
/// </summary>
[Collection(RunsLast.Name)]
public sealed partial class EveryCommandTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private readonly BerryHome _home = new();

    [Fact]
    public async Task Every_command_of_the_help_was_driven_by_a_test()
    {
        Assert.SkipWhen(
            Environment.GetCommandLineArgs().Any(word => word.StartsWith("--filter", StringComparison.Ordinal))
                && Environment.GetEnvironmentVariable("BERRY_TEST_ALL_DRIVEN") is null,
            "Only a run of all tests can tell."
        );
        var uses = CommandRecord.Done().Where(use => use.ChangedDisk || use.WasRead).ToArray();
        var commands = await ReadAsync([]);

        var driven = uses.Select(use => Command(use.Words, commands)).ToHashSet();

        commands.Count.ShouldBeGreaterThan(20);
        commands
            .Where(command => !commands.Any(other => other.StartsWith(command + " ", StringComparison.Ordinal)))
            .Where(command => !driven.Contains(command))
            .ShouldBeEmpty("A test must use each with success, and read what it prints or see what it changes.");
        await CheckOptionsAsync(commands);
    }

    // Of commands that change something: whoever misspells what an option does there loses a file.
    private async Task CheckOptionsAsync(HashSet<string> commands)
    {
        var missing = await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "docs", "not-yet.md"),
            TestContext.Current.CancellationToken
        );
        var changing = CommandRecord
            .Done()
            .Where(use => use.ChangedDisk)
            .Select(use => Command(use.Words, commands))
            // What they leave on the disk is their cache, or a server's own.
            .Where(command => command.Length > 0 && command is not "up" && !command.StartsWith("civitai", Ordinal))
            .ToHashSet();
        var used = CommandRecord
            .Seen()
            .SelectMany(use =>
                use.Words.Where(word => word.StartsWith("--", StringComparison.Ordinal))
                    .Select(word => $"{Command(use.Words, commands)} {word.Split('=')[0]}")
            )
            .ToHashSet();
        List<string> unused = [];
        foreach (var command in changing.Order(StringComparer.Ordinal))
        {
            var help = (await _home.RunAsync([.. command.Split(' '), "--help"])).ShouldExit(0).Output;
            var section = help.Split("Options:\n") is [_, var text, ..] ? text.Split("\n\n")[0] : "";
            unused.AddRange(
                Option()
                    .Matches(section)
                    .Select(match => match.Groups[1].Value)
                    .Except(["--help", "--json", "--verbose", "--version"])
                    .Select(option => $"{command} {option}")
                    .Where(option => !used.Contains(option))
                    .Where(option => !missing.Contains($"`{option}`", StringComparison.Ordinal))
            );
        }

        changing.Count.ShouldBeGreaterThan(10);
        unused.ShouldBeEmpty("A test must use each, or docs/not-yet.md must name it.");
    }

    /// <summary>The longest command that the words begin with; options may stand anywhere.</summary>
    private static string Command(string[] words, HashSet<string> commands) =>
        words
            .Where(word => !word.StartsWith('-'))
            .Aggregate(
                "",
                (command, word) => commands.Contains($"{command} {word}".Trim()) ? $"{command} {word}".Trim() : command
            );

    private async Task<HashSet<string>> ReadAsync(string[] words)
    {
        var help = (await _home.RunAsync([.. words, "--help"])).ShouldExit(0).Output;
        HashSet<string> found = [];
        var section = help.Split("Commands:\n") is [_, var text] ? text.Split("\n\n")[0] : "";
        foreach (Match name in Name().Matches(section))
        {
            string[] command = [.. words, name.Groups[1].Value];
            found.Add(string.Join(' ', command));
            found.UnionWith(await ReadAsync(command));
        }

        return found;
    }

    public void Dispose() => _home.Dispose();

    // The last of several words for one command is the one that the documents use.
    [GeneratedRegex("^  (?:[a-z0-9-]+, )*([a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Name();

    // The long form of an option, at the beginning of its line.
    [GeneratedRegex("^  (?:-[a-z?], )*(--[a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
