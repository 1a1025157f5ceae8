using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Generation.Outputs;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Workflows for people, and as the orchestrator sent them.</summary>
internal static class WorkflowView
{
    /// <summary>One line: <c>12-2026…: processing, 50 %</c>.</summary>
    public static string Line(Workflow workflow)
    {
        // Of one that nobody tells of it is known that it was submitted.
        var line = $"{workflow.Id}: {workflow.Status?.Value ?? "submitted"}";
        if (workflow.Status is { IsTerminal: true })
            return line;
        if (workflow.Progress > 0)
            line += string.Create(CultureInfo.InvariantCulture, $", {workflow.Progress:P0}");
        var before = workflow.Steps.SelectMany(step => step.Jobs ?? []).Max(job => job.QueuePosition?.PrecedingJobs);
        return before > 0 ? $"{line}, {before} before it" : line;
    }

    public static void Write(StandardOutput output, Workflow workflow, IReadOnlyList<SavedOutput> saved)
    {
        if (output.IsJson)
        {
            var json = workflow.ToJson();
            if (saved.Count > 0)
                json["saved"] = new JsonArray([.. saved.Select(JsonOf)]);
            StandardOutput.Json(json, BerryJson.Default.JsonObject);
            return;
        }

        StandardOutput.Line($"{Line(workflow)}, {workflow.Cost?.Total ?? 0} Buzz");
        foreach (var line in workflow.Transactions?.List ?? [])
        {
            StandardOutput.Line($"  {line.Type} {line.Amount} {line.AccountType}");
        }

        foreach (var one in saved)
        {
            StandardOutput.Line(one.Path);
        }
    }

    public static void WriteQuote(StandardOutput output, Workflow estimate)
    {
        if (output.IsJson)
        {
            StandardOutput.Json(estimate.ToJson(), BerryJson.Default.JsonObject);
            return;
        }

        var quote = Quote.Of(estimate);
        var split = string.Join(" + ", quote.Accounts.Select(row => $"{row.Value} {row.Key}"));
        StandardOutput.Line(
            quote.Total is { } total ? $"{total} Buzz{(split.Length > 0 ? $" ({split})" : "")}" : "No price is named"
        );
        foreach (var (name, value) in quote.Factors)
        {
            StandardOutput.Line(string.Create(CultureInfo.InvariantCulture, $"  × {value} {name}"));
        }

        foreach (var (name, value) in quote.Added)
        {
            StandardOutput.Line(string.Create(CultureInfo.InvariantCulture, $"  + {value} {name}"));
        }

        if (quote.IsShort)
            StandardOutput.Message("berry: There is not enough Buzz for it.");
        if (!quote.IsReady)
            StandardOutput.Message("berry: Nobody can run it at the moment; it would wait.");
        else if (quote.Before is > 0)
            StandardOutput.Message($"berry: {quote.Before} jobs are before it.");
    }

    private static JsonNode JsonOf(SavedOutput saved) =>
        new JsonObject
        {
            ["blob_id"] = saved.BlobId,
            ["path"] = saved.Path,
            ["bytes"] = saved.Bytes,
            ["media_type"] = saved.MediaType,
        };
}
