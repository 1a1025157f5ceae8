using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Brings models of this machine to another root.</summary>
internal sealed class RootsPushCommand : BerryCommand
{
    private readonly Argument<string[]> _models = new("model")
    {
        Description = "Files and folders of the root; default is all of it.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly TextOption _to = new("--to", "A root's name, a folder or s3://bucket/prefix.", "root")
    {
        Required = true,
    };
    private readonly TextOption _root = new("--root", "Where they are; default is the root of the settings.", "root");
    private readonly ExchangeFlags _flags = new();

    public RootsPushCommand()
        : base(
            "push",
            "Brings models to another root, with their records and pictures; overwrites and deletes nothing.",
            "berry roots push models/loras/known.safetensors --to ComfyUI",
            "berry roots push --to ComfyUI --dry-run"
        )
    {
        Add(_models);
        foreach (var option in (Option[])[_to, _root, .. _flags.All])
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken) =>
        _flags.RunAsync(
            run,
            new ExchangeRequest
            {
                From = run.Get(_root),
                To = run.Get(_to),
                Wanted = run.GetAll(_models),
            },
            cancellationToken
        );
}
