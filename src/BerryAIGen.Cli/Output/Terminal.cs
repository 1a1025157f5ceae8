using Spectre.Console;

namespace BerryAIGen.Cli.Output;

/// <summary>The terminal as Spectre sees it: data on stdout, progress on stderr, no colour where NO_COLOR says so.</summary>
internal static class Terminal
{
    public static IAnsiConsole Output => Create(Console.Out);

    public static IAnsiConsole Error => Create(Console.Error);

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
