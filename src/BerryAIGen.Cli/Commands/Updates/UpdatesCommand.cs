using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Checking;

namespace BerryAIGen.Cli.Commands.Updates;

/// <summary>Looks for newer versions of models; changes nothing.</summary>
internal sealed class UpdatesCommand : BerryCommand
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Models and folders; default is the models folder of the settings.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly FlagOption _hash = new("--hash", "Read and look up by hash what no record knows.");
    private readonly FlagOption _gone = new("--ask-gone", "Ask again for models that were gone days ago, too.");
    private readonly ApiKeyOption _key = new();

    public UpdatesCommand()
        : base(
            "updates",
            "Looks for newer versions of models; the exit code is 9 when there are some.",
            "berry updates models"
        )
    {
        Add(_paths);
        foreach (var option in (Option[])[_hash, _gone, _key])
        {
            Add(option);
        }

        Add(new UpdatesSetCommand());
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var question = new UpdateQuestion
        {
            Paths = run.GetAll(_paths),
            Hashes = run.Get(_hash),
            AsksForGone = run.Get(_gone),
        };
        var findings = await library.Updates.CheckAsync(question, new ReadingView(), cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(UpdatesDocument.From(findings), BerryJson.Default.UpdatesDocument);
        }
        else
        {
            Print(findings);
        }

        foreach (var message in findings.Select(finding => finding.Failure?.Message).OfType<string>().Distinct())
        {
            StandardOutput.Message($"berry: {message}");
        }

        return findings.Select(finding => finding.Failure).OfType<Failure>().FirstOrDefault() is { } first
                ? ExitCodes.Of(first.Code)
            : findings.Any(finding => finding.State == UpdateState.UpdateAvailable) ? ExitCodes.UpdatesAvailable
            : 0;
    }

    private static void Print(IReadOnlyList<UpdateFinding> findings)
    {
        if (findings.Count == 0)
        {
            StandardOutput.Message("berry: there are no models there.");
            return;
        }

        var notable = findings.Where(finding =>
            finding.State is not (UpdateState.Current or UpdateState.Failed) || finding.Reason is not null
        );
        TableView.Write(
            ["state", Column.Path("file"), "here", "newer", Column.Remark("reason")],
            notable
                .Where(finding => finding.Failure is null)
                .Select(finding =>
                    (string[])
                        [
                            UpdateRow.Word(finding.State).Replace('_', ' '),
                            finding.Path,
                            finding.VersionName ?? "",
                            finding.Update?.VersionName ?? finding.EarlyAccess?.VersionName ?? "",
                            finding.Reason ?? "",
                        ]
                )
        );
        FieldList.Write(
            findings
                .GroupBy(finding => finding.State)
                .OrderBy(group => group.Key)
                .Select(group => (UpdateRow.Word(group.Key).Replace('_', ' '), (string?)$"{group.Count()}"))
        );
    }
}
