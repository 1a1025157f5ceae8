using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Brings everything of one root that another one lacks.</summary>
internal sealed class RootsSyncCommand : BerryCommand
{
    private readonly Argument<string> _from = new("from")
    {
        Description = "A root's name, a folder or s3://bucket/prefix.",
    };
    private readonly Argument<string> _to = new("to") { Description = "The root that gets what it lacks." };
    private readonly ExchangeFlags _flags = new();

    public RootsSyncCommand()
        : base(
            "sync",
            "Brings to one root what it lacks of another; overwrites and deletes nothing.",
            "berry roots sync ComfyUI archive --dry-run"
        )
    {
        Add(_from);
        Add(_to);
        foreach (var option in _flags.All)
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken) =>
        _flags.RunAsync(run, new ExchangeRequest { From = run.Get(_from), To = run.Get(_to) }, cancellationToken);
}
