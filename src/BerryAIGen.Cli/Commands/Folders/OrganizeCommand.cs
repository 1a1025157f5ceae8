using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Organizing;

namespace BerryAIGen.Cli.Commands.Folders;

/// <summary>Moves models with their records and pictures to the sub-folders of a template; shows only, unless told otherwise.</summary>
internal sealed class OrganizeCommand : BerryCommand
{
    private readonly Argument<string?> _root = new("root")
    {
        Description = "A root by name or folder; the first of the settings when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly TextOption _template = new(
        "--template",
        "The sub-folders: {base_model}/{creator}/{name}.",
        "template"
    );
    private readonly TextOption _modelType = new("--model-type", "Only this folder: loras …", "folder");
    private readonly TextOption _layout = new("--layout", "The application: comfyui, a1111, forge, sdnext …", "layout");
    private readonly FlagOption _apply = new("--apply", "Move; without it the plan is shown.");
    private readonly FlagOption _dryRun = new("--dry-run", "Show the plan, which is the default.");
    private readonly FlagOption _finish = new("--finish", "Go on with a run that was stopped.");
    private readonly FlagOption _undo = new("--undo", "Bring the last run's files back, or those of --run.");
    private readonly TextOption _run = new("--run", "The run to undo or finish.", "id");

    public OrganizeCommand()
        : base(
            "organize",
            "Sorts models into sub-folders, with what belongs to them.",
            "berry organize models --template {base_model}/{creator}"
        )
    {
        Add(_root);
        foreach (var option in (Option[])[_template, _modelType, _layout, _apply, _dryRun, _finish, _undo, _run])
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        if (new[] { _apply, _dryRun, _finish, _undo }.Count(run.Get) > 1)
        {
            throw new LibraryException(FailureCode.Usage, "Give one of --apply, --dry-run, --finish and --undo.");
        }

        using var library = CommandRun.OpenLibrary();
        var organizer = library.Organizing;
        var target = new DownloadTarget
        {
            Root = run.Find(_root),
            Template = run.Get(_template),
            ModelType = run.Get(_modelType),
            Layout = run.Get(_layout),
        };
        var outcome =
            run.Get(_undo) ? organizer.Undo(target, run.Get(_run), cancellationToken)
            : run.Get(_finish) ? organizer.Finish(target, run.Get(_run), cancellationToken)
            : run.Get(_apply) ? organizer.Apply(target, cancellationToken)
            : organizer.Plan(target, cancellationToken);
        return Task.FromResult(Write(run, outcome));
    }

    private int Write(CommandRun run, OrganizeOutcome outcome)
    {
        if (run.Output.IsJson)
        {
            StandardOutput.Json(OrganizeDocument.From(outcome), BerryJson.Default.OrganizeDocument);
        }
        else
        {
            TableView.Write(
                ["state", Column.Path("from"), Column.Goal("to"), "with it", Column.Remark("why it stays")],
                outcome.Moves.Select(move =>
                    (string[])
                        [
                            move.State.ToString().ToLowerInvariant(),
                            move.From,
                            move.To,
                            $"{move.Companions.Count}",
                            move.Reason ?? "",
                        ]
                )
            );
            StandardOutput.Message($"berry: {Summary(run, outcome)}");
        }

        return outcome.Id is not null && outcome.Moves.Any(move => move.State == OrganizeState.Refused) ? 1 : 0;
    }

    private string Summary(CommandRun run, OrganizeOutcome outcome)
    {
        var isUndone = run.Get(_undo);
        var root = run.Find(_root) is { } named ? $" {named}" : "";
        int Count(OrganizeState state) => outcome.Moves.Count(move => move.State == state);
        (int Count, string Word)[] counts =
        [
            (Count(OrganizeState.Planned), "would move"),
            (Count(OrganizeState.Moved), isUndone ? "back" : "moved"),
            (Count(OrganizeState.Refused), "may not"),
            (outcome.InPlace, "in place"),
            (outcome.Unknown, "without a record"),
        ];
        var sums = string.Join(", ", counts.Where(row => row.Count > 0).Select(row => $"{row.Count} {row.Word}"));
        return isUndone ? $"run {outcome.Id} is undone: {sums}."
            : outcome.Id is not null ? $"{sums}; 'berry organize{root} --undo --run {outcome.Id}' brings them back."
            : Count(OrganizeState.Planned) > 0 && !run.Get(_apply) ? $"{sums}; --apply moves."
            : sums.Length > 0 ? $"nothing moves: {sums}."
            : "there is no model to move.";
    }
}
