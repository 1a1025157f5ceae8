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
                ["state", "how", "from", "to", "why"],
                outcome.Links.Select(l =>
                    (string[])
                        [
                            LinkRow.StateOf(l.State),
                            l.How.ToString().ToLowerInvariant(),
                            l.Source,
                            l.Target,
                            l.Reason ?? "",
                        ]
                )
            );
            var counts = outcome.Links.CountBy(link => link.State).OrderBy(count => count.Key);
            StandardOutput.Message(
                outcome.Links.Count == 0
                    ? "berry: there is no model to link."
                    : $"berry: {string.Join(", ", counts.Select(count => $"{count.Value} {LinkRow.StateOf(count.Key).Replace('_', ' ')}"))}"
                        + (outcome.Id is null ? "." : $" by run {outcome.Id}.")
            );
        }

        return Task.FromResult(outcome.Links.Any(link => link.State == LinkState.Refused) ? 1 : 0);
    }

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
