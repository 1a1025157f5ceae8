using System.Collections.Concurrent;

namespace BerryAIGen.Cli.Tests.Driven;

/// <summary>What the tests of this run gave to the real <c>berry</c>.</summary>
internal static class CommandRecord
{
    private static readonly ConcurrentQueue<(string Test, string[] Words, int ExitCode)> Runs = [];

    public static void Add(IEnumerable<string> words, int exitCode) =>
        Runs.Enqueue((TestContext.Current.TestClass?.TestClassSimpleName ?? "", [.. words], exitCode));

    /// <summary>The runs that did what they should; those of the tests of help texts only show that an example can be typed.</summary>
    public static IEnumerable<string[]> Done() =>
        Runs.Where(run => run.ExitCode == 0 && run.Test != nameof(HelpTests) && !run.Words.Contains("--help"))
            .Select(run => run.Words);
}
