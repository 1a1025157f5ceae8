using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Sets models aside that nobody should load.</summary>
internal sealed class QuarantineAddCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Model files, or folders that are one model.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly TextOption _reason = new("--reason", "Why, for whoever finds it later.");

    public QuarantineAddCommand()
        : base(
            "add",
            "Sets models with their records and previews aside, where no application finds them.",
            "berry quarantine add models/checkpoints/dreamshaper_8.safetensors --reason \"crashes on load\""
        )
    {
        Add(_files);
        Add(_reason);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var outcomes = await library.Keeping.Quarantine.PutAsync(run.Get(_files), run.Get(_reason), cancellationToken);
        return KeptReport.Write(outcomes, "quarantined", run.Output);
    }
}
