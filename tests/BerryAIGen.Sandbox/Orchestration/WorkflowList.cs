using System.Globalization;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>The list of workflows: newest first, every tag, a cursor that is the last id.</summary>
internal sealed class WorkflowList(OrchestratorCall call)
{
    private const int Usual = 100;

    public (List<RunningWorkflow> Page, string? Next) Take(IReadOnlyList<RunningWorkflow> all)
    {
        var take = int.TryParse(call.Raw("take"), out var number) ? Math.Clamp(number, 1, Usual) : Usual;
        var tags = call.Http.Request.Query["tags"].OfType<string>().ToList();
        var fitting = all.Where(workflow => tags.TrueForAll(workflow.Tags.Contains)).Where(IsWanted);
        var ordered = (call.Flag("ascending") ? fitting : fitting.Reverse()).ToList();
        var cursor = call.Raw("cursor");
        var start = cursor is null ? 0 : ordered.FindIndex(workflow => workflow.Id == cursor) + 1;
        var page = ordered.Skip(start).Take(take).ToList();
        return (page, start + page.Count < ordered.Count ? page[^1].Id : null);
    }

    private bool IsWanted(RunningWorkflow workflow) =>
        !(call.Flag("excludeFailed") && workflow.Status == "failed")
        && !(Moment("fromDate") is { } from && workflow.CreatedAt < from)
        && !(Moment("toDate") is { } to && workflow.CreatedAt > to)
        && (
            call.Raw("query") is not { Length: > 0 } text
            || workflow.Template.ToJsonString().Contains(text, StringComparison.OrdinalIgnoreCase)
        );

    private DateTimeOffset? Moment(string name) =>
        DateTimeOffset.TryParse(
            call.Raw(name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
            : null;
}
