using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Brings models of another root to this machine.</summary>
internal sealed class RootsPullCommand : BerryCommand
{
    private readonly Argument<string[]> _models = new("model")
    {
        Description = "Paths there, names or the beginning of a SHA-256; default is all of it.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly TextOption _from = new("--from", "A root's name, a folder or s3://bucket/prefix.", "root")
    {
        Required = true,
    };
    private readonly TextOption _root = new("--root", "Where they go; default is the root of the settings.", "root");
    private readonly ExchangeFlags _flags = new();

    public RootsPullCommand()
        : base(
            "pull",
            "Brings models from another root: verified, inspected and recorded like a download.",
            "berry roots pull ink.safetensors --from ComfyUI --root models"
        )
    {
        Add(_models);
        foreach (var option in (Option[])[_from, _root, .. _flags.All])
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken) =>
        _flags.RunAsync(
            run,
            new ExchangeRequest
            {
                From = run.Get(_from),
                To = run.Get(_root),
                Wanted = run.GetAll(_models),
            },
            cancellationToken
        );
}
