using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Sharing;

namespace BerryAIGen.Cli.Commands.Folders;

/// <summary>How links and changes of settings are printed.</summary>
internal static class LinkView
{
    public static Task<int> Write(CommandRun run, LinkOutcome outcome)
    {
        if (run.Output.IsJson)
        {
            StandardOutput.Json(LinkDocument.From(outcome), BerryJson.Default.LinkDocument);
        }
        else
        {
            TableView.Write(
                ["state", "how", Column.Path("from"), Column.Goal("to"), "with it", Column.Remark("why")],
                outcome.Links.Where(IsShown).Select(link => Row(link, outcome.Links))
            );
            StandardOutput.Message($"berry: {Sum(outcome)}");
        }

        return Task.FromResult(outcome.Links.Any(link => link.State == LinkState.Refused) ? 1 : 0);
    }

    // What belongs to a model goes with it and is only counted, unless it could not.
    private static bool IsShown(FileLink link) => link.CompanionOf is null || link.State == LinkState.Refused;

    private static string[] Row(FileLink link, IReadOnlyList<FileLink> all) =>
        [
            Word(link.State),
            link.How.ToString().ToLowerInvariant(),
            link.Source,
            link.Target,
            $"{all.Count(other => other.CompanionOf == link.Source && !IsShown(other))}",
            link.State == LinkState.Refused ? link.Reason ?? "" : "",
        ];

    private static string Sum(LinkOutcome outcome)
    {
        if (outcome.Links.Count == 0)
        {
            return "there is no model to link.";
        }

        var states = outcome
            .Links.Where(IsShown)
            .CountBy(link => link.State)
            .OrderBy(count => count.Key)
            .Select(count => $"{count.Value} {Word(count.Key)}");
        var run =
            outcome.Id is null ? ""
            : outcome.Links.Any(link => link.State == LinkState.Removed) ? $", run {outcome.Id} is undone"
            : $" by run {outcome.Id}; the same line with --undo takes it back";
        var why = outcome.Links.Where(link => link.State == LinkState.Planned).Select(link => link.Reason).Distinct();
        return $"{string.Join(", ", states)}{string.Concat(why.Select(reason => $"; {reason}"))}{run}.";
    }

    private static string Word(LinkState state) => LinkRow.StateOf(state).Replace('_', ' ');

    public static Task<int> Write(CommandRun run, AppOutcome outcome, bool isUndone)
    {
        if (run.Output.IsJson)
        {
            StandardOutput.Json(AppDocument.From(outcome), BerryJson.Default.AppDocument);
            return Task.FromResult(0);
        }

        foreach (var line in outcome.Diff)
        {
            StandardOutput.Line(line);
        }

        foreach (var link in outcome.Links)
        {
            StandardOutput.Line($"link {link.Target} -> {link.Source}");
        }

        foreach (var note in outcome.Notes)
        {
            StandardOutput.Message($"berry: {note}");
        }

        StandardOutput.Message(
            outcome.Diff.Count == 0 && outcome.Links.Count == 0 ? $"berry: {outcome.File} has it already."
            : isUndone ? $"berry: {outcome.File} is as it was before the last change."
            : outcome.Id is null ? $"berry: this would be written to {outcome.File}."
            : outcome.Backup is null ? $"berry: {outcome.File} is written; there was none before."
            : $"berry: {outcome.File} is written; as it was before: {outcome.Backup}"
        );
        return Task.FromResult(0);
    }
}
