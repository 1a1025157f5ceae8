using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>Throws away what stopped uploads left in a bucket.</summary>
internal sealed class RootsCleanCommand : BerryCommand
{
    private readonly Argument<string> _root = new("root")
    {
        Description = "A root in a bucket, or s3://bucket/prefix.",
    };
    private readonly AgeOption _age = new("--older-than", "Only what was begun so long ago: 30d, 12h; default 7d.");
    private readonly FlagOption _apply = new("--apply", "Do it; without this it is only shown.");

    public RootsCleanCommand()
        : base(
            "clean",
            "Throws away parts of stopped uploads in a bucket; a dry run unless --apply is given.",
            "berry roots clean attic"
        )
    {
        Add(_root);
        Add(_age);
        Add(_apply);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var report = await library.Exchange.CleanAsync(
            run.Get(_root),
            run.Get(_age) ?? TimeSpan.FromDays(7),
            run.Get(_apply),
            cancellationToken
        );
        var rows = report.Uploads.Select(upload => UploadRow.From(upload, report.IsApplied)).ToArray();
        if (run.Output.IsJson)
        {
            StandardOutput.Json(new UploadsDocument(rows, report.IsApplied), BerryJson.Default.UploadsDocument);
        }
        else
        {
            TableView.Write(
                ["action", "age", Column.Path("file")],
                rows.Select(row => (string[])[row.Action.Replace('_', ' '), $"{row.AgeSeconds / 86400} d", row.Path])
            );
            StandardOutput.Message(
                rows.Length == 0 ? "berry: no upload is unfinished."
                : report.IsApplied ? $"berry: {rows.Count(row => row.Action == "deleted")} thrown away."
                : "berry: nothing was done, add --apply to do it."
            );
        }

        var failures = report.Uploads.Select(upload => upload.Failure).OfType<Failure>().ToArray();
        foreach (var failure in failures)
        {
            StandardOutput.Message($"berry: {failure.Message}");
        }

        return failures is [var first, ..] ? ExitCodes.Of(first.Code) : 0;
    }
}
