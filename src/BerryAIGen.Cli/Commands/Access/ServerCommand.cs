using System.Diagnostics;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Demo;

namespace BerryAIGen.Cli.Commands.Access;

/// <summary>Hands words to the server's own program, which knows the database.</summary>
internal abstract class ServerCommand : BerryCommand
{
    private readonly IReadOnlyList<string> _words;
    private readonly TextOption _database = new("--database", "A file of SQLite, or postgres://…", "database");

    /// <param name="verb">What it is called here.</param>
    /// <param name="description">For the help.</param>
    /// <param name="example">For the help.</param>
    /// <param name="words">What it is called there.</param>
    protected ServerCommand(string verb, string description, string example, params IReadOnlyList<string> words)
        : base(verb, description, example)
    {
        _words = words;
        Add(_database);
    }

    /// <summary>Whether the program knows <c>--json</c> here.</summary>
    protected virtual bool HasJson => true;

    /// <summary>What the program is given besides.</summary>
    protected abstract IEnumerable<string> Words(CommandRun run);

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var words = _words.Concat(Words(run));
        if (run.Get(_database) is { } database)
            words = words.Concat(["--database", database]);
        if (HasJson && run.Output.IsJson)
            words = words.Append("--json");
        var program = CheckoutProgram.Find("BerryAIGen.Toolkit", string.Join(' ', _words));
        using var server = Process.Start(new ProcessStartInfo(program, words))!;
        await server.WaitForExitAsync(cancellationToken);
        return server.ExitCode;
    }
}
