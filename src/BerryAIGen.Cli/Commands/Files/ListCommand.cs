using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Files;

/// <summary>Lists the models in an application's folders.</summary>
internal sealed class ListCommand : BerryCommand
{
    private readonly TargetOptions _target = new();

    public ListCommand()
        : base("list", "Lists the models in the folders.", "berry list --model-type checkpoints")
    {
        foreach (var option in _target.ForReading)
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var listing = await library.ListAsync(_target.From(run, isReading: true), cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(ListDocument.From(listing), BerryJson.Default.ListDocument);
        }
        else
        {
            TableView.Write(
                ["type", Column.Name("name"), "base model", "size", Column.Path("file")],
                listing.Models.Select(m =>
                    (string[])[m.ModelType, m.Name, m.BaseModel ?? "", ByteText.Of(m.SizeBytes), m.Path]
                ),
                "there are no models there."
            );
        }

        foreach (var warning in listing.Warnings)
        {
            StandardOutput.Message($"berry: {warning}");
        }

        return 0;
    }
}
