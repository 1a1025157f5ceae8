using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Shows the places for models.</summary>
internal sealed class RootsListCommand() : BerryCommand("list", "Lists the places for models.", "berry roots list")
{
    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        RootsView.Write(run, library.Roots.List());
        return Task.FromResult(0);
    }
}
