using System.CommandLine;
using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Access;

/// <summary>A word about access keys; only the key itself goes to the standard output.</summary>
internal abstract class KeyCommand(string verb, string description, string example)
    : ServerCommand(verb, description, example, "key", verb)
{
    protected override bool HasJson => false;
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
