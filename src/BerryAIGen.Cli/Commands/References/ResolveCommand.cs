using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Cli.Commands.References;

/// <summary>Takes references apart without asking the network.</summary>
internal sealed class ResolveCommand : BerryCommand
{
    private readonly Argument<string> _reference = new("reference")
    {
        Description = "A page address, download address, AIR, hash, id or path.",
    };

    public ResolveCommand()
        : base(
            "resolve",
            "Shows what a reference means; asks no network.",
            "berry resolve \"https://civitai.com/models/257749?modelVersionId=290640\""
        ) => Add(_reference);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var reference = library.Parse(run.Get(_reference));
        var document = ReferenceDocument.From(reference);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(document, BerryJson.Default.ReferenceDocument);
        }
        else
        {
            foreach (var (name, value) in (document with { Reason = null }).Lines())
            {
                StandardOutput.Line($"{name, -11} {value}");
            }
        }

        if (reference.Kind != ReferenceKind.Invalid)
        {
            return Task.FromResult(0);
        }

        StandardOutput.Message($"berry: {reference.Reason}");
        return Task.FromResult(ExitCodes.Of(FailureCode.Usage));
    }
}
