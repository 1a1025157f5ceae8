using Spectre.Console;

namespace BerryAIGen.Cli.Output;

/// <summary>The terminal as Spectre sees it: data on stdout, progress on stderr, no colour where NO_COLOR says so.</summary>
internal static class Terminal
{
    public static IAnsiConsole Output => Create(Console.Out);

    public static IAnsiConsole Error => Create(Console.Error);

    /// <summary>The console whose last lines are being redrawn; null while nothing is. What is said meanwhile goes above them.</summary>
    public static IAnsiConsole? Live { get; set; }

    private static IAnsiConsole Create(TextWriter writer) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                ColorSystem = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                    ? ColorSystemSupport.Detect
                    : ColorSystemSupport.NoColors,
            }
        );
}
