using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Access;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Lists the gates.</summary>
internal sealed class GateListCommand()
    : ServerCommand("list", "Lists what is held back, and from whom.", "berry gates list", "gates", "list")
{
    protected override IEnumerable<string> Words(CommandRun run) => [];
}

/// <summary>Writes a gate.</summary>
internal sealed class GateSetCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "Names the gate." };
    private readonly TextOption[] _values =
    [
        new("--audience", "Who may use it all the same: moderators, testers, members or nobody.", "audience"),
        new("--presentation", "What the others see: hidden or disabled.", "word"),
        new("--message", "What the others are told."),
        new("--ecosystems", "Ecosystems, with commas.", "keys"),
        new("--workflows", "Workflows, with commas.", "keys"),
        new("--versions", "Model versions by their ids on Civitai, with commas.", "ids"),
    ];

    public GateSetCommand()
        : base(
            "set",
            "Holds ecosystems, workflows or versions back from everybody but an audience.",
            "berry gates set krea-testers --audience testers --presentation hidden --ecosystems Krea2",
            "gates",
            "set"
        )
    {
        Add(_id);
        foreach (var value in _values)
        {
            Add(value);
        }
    }

    protected override IEnumerable<string> Words(CommandRun run) =>
        [
            run.Get(_id),
            .. _values
                .Select(option => (option.Name, Value: run.Get(option)))
                .Where(pair => pair.Value is not null)
                .SelectMany(pair => (string[])[pair.Name, pair.Value!]),
        ];
}

/// <summary>Removes a gate.</summary>
internal sealed class GateRemoveCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The gate." };

    public GateRemoveCommand()
        : base(
            "remove",
            "Removes a gate; it holds nothing back any more.",
            "berry gates remove krea-testers",
            "gates",
            "remove"
        ) => Add(_id);

    protected override IEnumerable<string> Words(CommandRun run) => [run.Get(_id)];
}

/// <summary>Says which ecosystems bear a badge.</summary>
internal sealed class ExperimentsCommand : ServerCommand
{
    private readonly Argument<string[]> _ecosystems = new("ecosystems")
    {
        Description = "All that bear the badge; without any it shows them.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly FlagOption _reset = new("--reset", "Goes back to what the definitions say.");

    public ExperimentsCommand()
        : base(
            "experimental",
            "Shows and says which ecosystems bear the badge of what may still change.",
            "berry gates experimental Krea2",
            "gates",
            "experimental"
        )
    {
        Add(_ecosystems);
        Add(_reset);
    }

    protected override IEnumerable<string> Words(CommandRun run) =>
        run.Get(_reset) ? [.. run.GetAll(_ecosystems), "--reset"] : run.GetAll(_ecosystems);
}
