using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library;
using BerryAIGen.Library.Keeping.Checks;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Compares files with their record, and fetches again what is broken.</summary>
internal sealed class VerifyCommand : BerryCommand
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Models and folders; default is the models folder of the settings.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly TextOption _root = new("--root", "A folder of models; the same as naming it as a path.", "dir");
    private readonly FlagOption _quick = new("--quick", "Look at sizes, times and headers only.");
    private readonly FlagOption _repair = new(
        "--repair",
        "Fetch again what is wrong; the broken file goes to the quarantine."
    );
    private readonly FlagOption _force = new("--force", "Repair files as well of which only the header was edited.");
    private readonly FlagOption _accept = new("--accept", "Take files that have changed as right from now on.");
    private readonly ApiKeyOption _key = new();

    public VerifyCommand()
        : base(
            "verify",
            "Compares models with what was recorded of them, and repairs them.",
            "berry verify models",
            "berry verify models --repair"
        )
    {
        Add(_paths);
        foreach (var option in (Option[])[_root, _quick, _repair, _force, _accept, _key])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var paths = run.GetAll(_paths);
        var request = new CheckRequest
        {
            Paths = run.Get(_root) is { } root ? [.. paths, root] : paths,
            IsQuick = run.Get(_quick),
            Repairs = run.Get(_repair),
            RepairsHeaders = run.Get(_force),
            Accepts = run.Get(_accept),
        };
        IReadOnlyList<CheckedFile> files;
        await using (var view = new RepairView())
        {
            files = await library.Keeping.CheckAsync(request, new ReadingView(), view, cancellationToken);
        }

        if (run.Output.IsJson)
        {
            StandardOutput.Json(CheckDocument.From(files), BerryJson.Default.CheckDocument);
        }
        else
        {
            Print(files);
        }

        return ExitCodeOf(files);
    }

    private static void Print(IReadOnlyList<CheckedFile> files)
    {
        var notable = files.Where(file => file.State != CheckState.Ok).ToList();
        var width = notable.Select(file => CheckRow.Word(file.State).Length).DefaultIfEmpty().Max();
        foreach (var file in notable)
        {
            var more = file.Quarantined is null ? "" : $" (the broken one is {file.Quarantined} in the quarantine)";
            StandardOutput.Line(
                $"{CheckRow.Word(file.State).Replace('_', ' ').PadRight(width)}  {PathText.Of(file.Path)}{more}"
            );
            if (file.Reason is { } reason)
            {
                StandardOutput.Message($"berry: {file.Path}: {reason}");
            }
        }

        if (files.Count == 0)
        {
            StandardOutput.Message("berry: there are no models there.");
        }

        FieldList.Write(
            files
                .GroupBy(file => file.State)
                .OrderBy(group => group.Key)
                .Select(group => (CheckRow.Word(group.Key).Replace('_', ' '), (string?)$"{group.Count()}"))
        );
        if (files.Any(file => file.State == CheckState.Unrecorded))
        {
            StandardOutput.Message(
                "berry: of what is unrecorded nobody knows what it should be; 'berry index --hash' records it as it is."
            );
        }
    }

    // What is wrong with a file comes before what could not be looked at.
    private static int ExitCodeOf(IReadOnlyList<CheckedFile> files) =>
        files.Any(file => file is { IsWrong: true, Failure: null }) ? ExitCodes.Of(FailureCode.Verification)
        : files.Select(file => file.Failure).OfType<Failure>().FirstOrDefault() is { } failure
            ? ExitCodes.Of(failure.Code)
        : files.Any(file => file.State == CheckState.Unreachable) ? ExitCodes.Of(FailureCode.Disk)
        : 0;
}
