using System.Text.RegularExpressions;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Driven;

/// <summary>No breadth in stubs: what the help of the running <c>berry</c> offers, a test has used with success.</summary>
[Collection(RunsLast.Name)]
public sealed partial class EveryCommandTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task Every_command_of_the_help_was_driven_by_a_test()
    {
        Assert.SkipWhen(
            Environment.GetCommandLineArgs().Any(word => word.StartsWith("--filter", StringComparison.Ordinal))
                && Environment.GetEnvironmentVariable("BERRY_TEST_ALL_DRIVEN") is null,
            "Only a run of all tests can tell."
        );
        var runs = CommandRecord.Done().ToArray();
        var commands = await ReadAsync([]);

        var driven = runs.Select(words => Command(words, commands)).ToHashSet();

        commands.Count.ShouldBeGreaterThan(20);
        commands
            .Where(command => !commands.Any(other => other.StartsWith(command + " ", StringComparison.Ordinal)))
            .Where(command => !driven.Contains(command))
            .ShouldBeEmpty("A test must use each with success.");
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

    [GeneratedRegex("^  ([a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Name();
}
