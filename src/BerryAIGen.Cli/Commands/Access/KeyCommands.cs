using System.CommandLine;
using System.Diagnostics;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Demo;

namespace BerryAIGen.Cli.Commands.Access;

/// <summary>Hands a word about access keys to the server's own program, which knows the database.</summary>
internal abstract class KeyCommand : BerryCommand
{
    private readonly string _verb;
    private readonly TextOption _database = new("--database", "A file of SQLite, or postgres://…", "database");

    protected KeyCommand(string verb, string description, string example)
        : base(verb, description, example)
    {
        _verb = verb;
        Add(_database);
    }

    /// <summary>What the server's program is given besides.</summary>
    protected abstract IEnumerable<string> Words(CommandRun run);

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var words = Words(run).Prepend(_verb).Prepend("key");
        if (run.Get(_database) is { } database)
            words = words.Concat(["--database", database]);
        var program = CheckoutProgram.Find("BerryAIGen.Toolkit", $"key {_verb}");
        using var server = Process.Start(new ProcessStartInfo(program, words))!;
        await server.WaitForExitAsync(cancellationToken);
        return server.ExitCode;
    }
}

/// <summary>Makes a key; it is printed this once.</summary>
internal sealed class KeyAddCommand : KeyCommand
{
    private readonly Argument<string> _name = new("name") { Description = "What to call it." };
    private readonly TextOption _scope = new("--scope", "read, write or admin; read by default.", "scope");
    private readonly TextOption _audience = new(
        "--audience",
        "Whom gates of generation let pass: moderators, testers or members.",
        "audience"
    );

    public KeyAddCommand()
        : base(
            "add",
            "Makes an access key for the server and prints it this once.",
            "berry key add laptop --scope write"
        )
    {
        Add(_name);
        Add(_scope);
        Add(_audience);
    }

    protected override IEnumerable<string> Words(CommandRun run) =>
        [
            run.Get(_name),
            "--scope",
            run.Get(_scope) ?? "read",
            .. run.Get(_audience) is { } audience ? (string[])["--audience", audience] : [],
        ];
}

/// <summary>Lists the keys.</summary>
internal sealed class KeyListCommand() : KeyCommand("list", "Lists the server's access keys.", "berry key list")
{
    protected override IEnumerable<string> Words(CommandRun run) => [];
}

/// <summary>Withdraws a key.</summary>
internal sealed class KeyRemoveCommand : KeyCommand
{
    private readonly Argument<string> _name = new("name") { Description = "Its name or id." };

    public KeyRemoveCommand()
        : base("remove", "Withdraws an access key; it opens nothing any more.", "berry key remove laptop") =>
        Add(_name);

    protected override IEnumerable<string> Words(CommandRun run) => [run.Get(_name)];
}
