using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Duplicates;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Finds models with the same bytes, and lets one copy serve all names.</summary>
internal sealed class DuplicatesCommand : BerryCommand
{
    private readonly Argument<string[]> _folders = new("dir")
    {
        Description = "Folders of models, compared all together; default is the models folder of the settings.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly FlagOption _link = new(
        "--link",
        "Replace further copies by hard links, each compared byte for byte."
    );

    public DuplicatesCommand()
        : base("duplicates", "Finds models with the same bytes; deletes nothing.", "berry duplicates models")
    {
        Add(_folders);
        Add(_link);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var report = await library.Keeping.FindDuplicatesAsync(
            run.GetAll(_folders),
            run.Get(_link),
            new ReadingView(),
            cancellationToken
        );
        foreach (var skipped in report.Skipped)
        {
            StandardOutput.Message($"berry: {skipped.Path} was skipped: {skipped.Why}");
        }

        if (run.Output.IsJson)
        {
            StandardOutput.Json(DuplicateDocument.From(report), BerryJson.Default.DuplicateDocument);
        }
        else
        {
            Print(report);
        }

        return
            report
                .Groups.SelectMany(group => group.Copies)
                .Select(copy => copy.Failure)
                .OfType<Failure>()
                .FirstOrDefault()
                is { } failure
            ? ExitCodes.Of(failure.Code)
            : 0;
    }

    private static void Print(DuplicateReport report)
    {
        foreach (var group in report.Groups)
        {
            StandardOutput.Line($"{group.Copies.Count} x {ByteText.Of(group.SizeBytes)}  {group.Sha256[..10]}");
            foreach (var copy in group.Copies)
            {
                var state = copy.Outcome switch
                {
                    DuplicateOutcome.Linked => "  linked",
                    DuplicateOutcome.NotLinked => $"  not linked: {copy.Reason}",
                    _ => "",
                };
                StandardOutput.Line($"  {string.Join(" = ", copy.Paths.Select(PathText.Of))}{state}");
            }
        }

        if (report.Groups.Count == 0)
        {
            StandardOutput.Message("berry: no two models have the same bytes.");
            return;
        }

        StandardOutput.Line(
            report.FreedBytes > 0
                ? $"{ByteText.Of(report.FreedBytes)} freed"
                : $"{ByteText.Of(report.WastedBytes)} in further copies"
        );
    }
}
