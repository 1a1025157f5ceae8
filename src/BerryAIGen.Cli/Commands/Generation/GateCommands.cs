using System.CommandLine;
using System.Diagnostics;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Demo;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Hands a word about gates to the server's own program, which knows the database.</summary>
internal abstract class GateCommand : BerryCommand
{
    private readonly string _verb;
    private readonly TextOption _database = new("--database", "A file of SQLite, or postgres://…", "database");

    protected GateCommand(string verb, string description, string example)
        : base(verb, description, example)
    {
        _verb = verb;
        Add(_database);
    }

    /// <summary>What the server's program is given besides.</summary>
    protected abstract IEnumerable<string> Words(CommandRun run);

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        IEnumerable<string> words = ["gates", _verb, .. Words(run)];
        if (run.Get(_database) is { } database)
            words = words.Concat(["--database", database]);
        if (run.Output.IsJson)
            words = words.Append("--json");
        var program = CheckoutProgram.Find("BerryAIGen.Toolkit", $"gates {_verb}");
        using var server = Process.Start(new ProcessStartInfo(program, words))!;
        await server.WaitForExitAsync(cancellationToken);
        return server.ExitCode;
    }
}

/// <summary>Lists the gates.</summary>
internal sealed class GateListCommand()
    : GateCommand("list", "Lists what is held back, and from whom.", "berry gates list")
{
    protected override IEnumerable<string> Words(CommandRun run) => [];
}

/// <summary>Writes a gate.</summary>
internal sealed class GateSetCommand : GateCommand
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
            "berry gates set krea-testers --audience testers --presentation hidden --ecosystems Krea2"
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
internal sealed class GateRemoveCommand : GateCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The gate." };

    public GateRemoveCommand()
        : base("remove", "Removes a gate; it holds nothing back any more.", "berry gates remove krea-testers") =>
        Add(_id);

    protected override IEnumerable<string> Words(CommandRun run) => [run.Get(_id)];
}
