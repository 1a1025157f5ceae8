using System.Collections.Concurrent;

namespace BerryAIGen.Cli.Tests.Driven;

/// <summary>What the tests of this run gave to the real <c>berry</c>.</summary>
internal static class CommandRecord
{
    private static readonly ConcurrentQueue<CommandUse> Uses = [];

    public static CommandUse Add(IEnumerable<string> words, int exitCode, bool changedDisk)
    {
        var use = new CommandUse(
            TestContext.Current.TestClass?.TestClassSimpleName ?? "",
            [.. words],
            exitCode,
            changedDisk
        );
        Uses.Enqueue(use);
        return use;
    }

    /// <summary>The runs that did what they should; those of the tests of help texts only show that an example can be typed.</summary>
    public static IReadOnlyList<CommandUse> Done() => [.. Uses.Where(use => use.ExitCode == 0 && IsOfItsOwnTest(use))];

    /// <summary>The runs that a test saw something of, refusals as well.</summary>
    public static IReadOnlyList<CommandUse> Seen() =>
        [.. Uses.Where(use => (use.WasRead || use.ChangedDisk) && IsOfItsOwnTest(use))];

    private static bool IsOfItsOwnTest(CommandUse use) =>
        use.Test != nameof(HelpTests) && !use.Words.Contains("--help");
}

/// <summary>One run of <c>berry</c>.</summary>
/// <param name="Test">The class of the test.</param>
/// <param name="Words">What it was given.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="ChangedDisk">Whether files of its home came, went or changed.</param>
internal sealed record CommandUse(string Test, string[] Words, int ExitCode, bool ChangedDisk)
{
    /// <summary>Whether the test looked at what was printed; an exit code alone shows nothing.</summary>
    public bool WasRead { get; set; }
}
