using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Changes the rules of a place for models.</summary>
internal sealed class RootsSetCommand : BerryCommand
{
    private readonly RootArgument _name = new();
    private readonly TextOption _path = new("--path", "Where it is now.", "dir");
    private readonly RootRules _rules = new();

    public RootsSetCommand()
        : base(
            "set",
            "Changes the rules of a place for models.",
            "berry roots set archive --read-only --types checkpoints,loras"
        )
    {
        Add(_name);
        Add(_path);
        foreach (var option in _rules.All)
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        library.Roots.Change(
            run.Get(_name),
            root => _rules.Apply(run, root with { Path = run.Get(_path) ?? root.Path })
        );
        using var changed = CommandRun.OpenLibrary();
        RootsView.Write(run, changed.Roots.List());
        return Task.FromResult(0);
    }
}
