using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Brings the record of folders up to what is on the disk.</summary>
internal sealed class IndexCommand : BerryCommand
{
    private readonly Argument<string[]> _folders = new("dir")
    {
        Description = "Folders of models; default is the models folder of the settings.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly FlagOption _hash = new("--hash", "Also read and hash every model that has no hash yet.");

    public IndexCommand()
        : base("index", "Looks through folders and keeps a record of their models.", "berry index models")
    {
        Add(_folders);
        Add(_hash);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var report = await library.Keeping.IndexAsync(
            run.GetAll(_folders),
            run.Get(_hash),
            new ReadingView(),
            cancellationToken
        );
        if (run.Output.IsJson)
        {
            StandardOutput.Json(IndexDocument.From(report), BerryJson.Default.IndexDocument);
        }
        else if (report.Failure is null || report.Seen > 0)
        {
            Print(report);
        }

        foreach (var skipped in report.Skipped.Where(skipped => skipped.Why != report.Failure?.Message))
        {
            StandardOutput.Message($"berry: {skipped.Path} was skipped: {skipped.Why}");
        }

        foreach (var warning in report.Warnings)
        {
            StandardOutput.Message($"berry: {warning}");
        }

        if (report.Failure is not { } failure)
        {
            return 0;
        }

        StandardOutput.Message($"berry: {failure.Message}");
        return ExitCodes.Of(failure.Code);
    }

    private static void Print(IndexReport report) =>
        FieldList.Write(
            ("models", $"{report.Seen}"),
            ("added", $"{report.Added}"),
            ("changed", $"{report.Changed}"),
            ("moved", NonZero(report.Moved)),
            ("unchanged", $"{report.Unchanged}"),
            ("missing", $"{report.Missing}"),
            ("unreachable", NonZero(report.Unreachable)),
            ("hashed", NonZero(report.Hashed)),
            ("time", $"{report.Elapsed.TotalSeconds:0.00} s")
        );

    private static string? NonZero(int number) => number == 0 ? null : $"{number}";
}
