using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Access;

namespace BerryAIGen.Cli.Commands.Models;

/// <summary>Says of models whether they generate, why not, and what could stand in their place.</summary>
internal sealed class ModelCanGenerateCommand : ServerCommand
{
    private readonly Argument<string[]> _models = new("model")
    {
        Description = "Ids of the library, versions by their numbers on Civitai, or AIRs.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly TextOption _ecosystem = new(
        "--ecosystem",
        "Says also how well they go with this ecosystem.",
        "ecosystem"
    );

    public ModelCanGenerateCommand()
        : base(
            "can-generate",
            "Says whether models generate at Civitai and on your own machines, and why not.",
            "berry model can-generate 128078 --ecosystem SDXL",
            "coverage"
        )
    {
        Add(_models);
        Add(_ecosystem);
    }

    protected override IEnumerable<string> Words(CommandRun run) =>
        [
            .. run.Get(_models) ?? [],
            .. run.Get(_ecosystem) is { } ecosystem ? (string[])["--ecosystem", ecosystem] : [],
        ];
}
