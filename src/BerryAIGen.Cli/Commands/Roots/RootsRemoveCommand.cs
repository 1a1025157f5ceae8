using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Forgets a place for models; its files stay.</summary>
internal sealed class RootsRemoveCommand : BerryCommand
{
    private readonly RootArgument _name = new();

    public RootsRemoveCommand()
        : base("remove", "Forgets a place for models; its files stay.", "berry roots remove archive") => Add(_name);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        library.Roots.Remove(run.Get(_name));
        using var changed = CommandRun.OpenLibrary();
        RootsView.Write(run, changed.Roots.List());
        return Task.FromResult(0);
    }
}
