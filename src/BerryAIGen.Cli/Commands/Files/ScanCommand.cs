using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Safety;

namespace BerryAIGen.Cli.Commands.Files;

/// <summary>Says whether loading files would run code.</summary>
internal sealed class ScanCommand : BerryCommand
{
    private const int MostGlobalsShown = 12;

    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Files of any kind; of a folder every file is scanned and the models are listed.",
        Arity = ArgumentArity.OneOrMore,
    };

    public ScanCommand()
        : base(
            "scan",
            "Finds code that would run when a file is loaded; runs nothing.",
            "berry scan models/checkpoints/dreamshaper_8.safetensors",
            "berry scan models"
        ) => Add(_files);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var all = new FolderScanner(library.Scanner).Scan(run.Get(_files), cancellationToken);
        var scan = all.Where(file => !file.IsAside).ToList();
        var others = all.Count - scan.Count;
        if (run.Output.IsJson)
        {
            StandardOutput.Json(
                new ScanDocument(
                    [
                        .. scan.Select(f =>
                            f.Report is { } report ? ScanRow.From(report) : ScanRow.From(f.Path, f.Failure!)
                        ),
                    ],
                    others
                ),
                BerryJson.Default.ScanDocument
            );
        }

        foreach (var file in scan)
        {
            if (file.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
            }
            else if (!run.Output.IsJson)
            {
                Print(file.Report!);
            }
        }

        if (all.Count == 0)
        {
            StandardOutput.Message("berry: there is no file to scan.");
        }
        else if (others > 0 && !run.Output.IsJson)
        {
            StandardOutput.Line($"{others} other {(others == 1 ? "file holds" : "files hold")} no model and no code.");
        }

        return Task.FromResult(ExitCodeOf(scan));
    }

    /// <summary>
    /// Danger before everything else, for that is what a script must not miss; what nobody could look into is no success.
    /// </summary>
    private static int ExitCodeOf(IReadOnlyList<ScannedFile> files) =>
        files.Any(file => file.Report?.Verdict == ScanVerdict.Dangerous) ? ExitCodes.Of(FailureCode.Policy)
        : files.Select(file => file.Failure).OfType<Failure>().FirstOrDefault() is { } first ? ExitCodes.Of(first.Code)
        : files.Any(file => file.Report?.Verdict is ScanVerdict.Unreadable or ScanVerdict.Unscanned)
            ? ExitCodes.Of(FailureCode.Failed)
        : 0;

    private static void Print(ScanReport report)
    {
        StandardOutput.Line($"{report.Verdict.ToString().ToLowerInvariant(), -10}  {OneLine(report.Path)}");
        var telling = report.Globals.Where(global => global.Level != GlobalLevel.Innocuous).ToList();
        foreach (var global in telling.Take(MostGlobalsShown))
        {
            StandardOutput.Line(
                $"  {global.Level.ToString().ToLowerInvariant(), -10}  {OneLine($"{global.Module}.{global.Name}")}: {global.Why}"
            );
        }

        if (telling.Count > MostGlobalsShown)
        {
            StandardOutput.Line($"  … and {telling.Count - MostGlobalsShown} more; --json lists all.");
        }

        foreach (var message in report.Messages)
        {
            StandardOutput.Line($"  {OneLine(message)}");
        }
    }

    // Names from a hostile file may hold anything; a control character would steer the terminal.
    private static string OneLine(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return plain.Length <= 200 ? plain : plain[..200] + "…";
    }
}
