using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Cleaning;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Removes what broken downloads left behind.</summary>
internal sealed class CleanCommand : BerryCommand
{
    private readonly Argument<string[]> _folders = new("dir")
    {
        Description = "Folders of models; default is the models folder of the settings.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly AgeOption _age = new(
        "--older-than",
        "Only what was not written for so long: 30d, 12h; default 7d."
    );
    private readonly FlagOption _apply = new("--apply", "Do it; without this it is only shown.");

    public CleanCommand()
        : base(
            "clean",
            "Removes parts and drafts of broken downloads; a dry run unless --apply is given.",
            "berry clean models"
        )
    {
        Add(_folders);
        Add(_age);
        Add(_apply);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var report = await library.Keeping.CleanAsync(
            run.GetAll(_folders),
            run.Get(_age) ?? TimeSpan.FromDays(7),
            run.Get(_apply),
            cancellationToken
        );
        if (run.Output.IsJson)
        {
            StandardOutput.Json(CleanDocument.From(report), BerryJson.Default.CleanDocument);
        }
        else
        {
            Print(report);
        }

        return report.Items.Select(item => item.Failure).OfType<Failure>().FirstOrDefault() is { } failure
            ? ExitCodes.Of(failure.Code)
            : 0;
    }

    private static void Print(CleanReport report)
    {
        TableView.Write(
            ["what", "action", "size", "age", Column.Path("file"), Column.Remark("why")],
            report
                .Items.Select(item => CleanRow.From(item))
                .Select(row =>
                    (string[])
                        [
                            row.Kind.Replace('_', ' '),
                            row.Action.Replace('_', ' '),
                            ByteText.Of(row.Bytes),
                            $"{row.AgeSeconds / 86400} d",
                            row.Path,
                            row.Why ?? "",
                        ]
                )
        );
        StandardOutput.Message(
            report.Items.Count == 0 ? "berry: there is nothing to clean."
            : report.IsApplied ? $"berry: {ByteText.Of(report.FreedBytes)} freed."
            : $"berry: {ByteText.Of(report.FreedBytes)} would be freed; nothing was done, add --apply to do it."
        );
    }
}
