using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;

namespace BerryAIGen.Database.Workflows;

/// <summary>A workflow with its steps, as it is read.</summary>
public sealed record WorkflowView(WorkflowRow Workflow, IReadOnlyList<WorkflowStepRow> Steps)
{
    public bool IsTerminal => StepStatus.IsTerminal(Workflow.Status);

    /// <summary>About how long it is when it is told.</summary>
    public long Size =>
        Workflow.Metadata.Length
        + Workflow.Arguments.Length
        + Steps.Sum(step => (long)step.Input.Length + step.Metadata.Length + (step.Output?.Length ?? 0));

    /// <summary>How many jobs go before that of a step, by its name; of those that wait.</summary>
    public IReadOnlyDictionary<string, int> Preceding { get; init; } = new Dictionary<string, int>();
}

/// <summary>JSON in columns.</summary>
internal static class StoredJson
{
    public static IReadOnlyList<string> Words(string json) =>
        [.. JsonNode.Parse(json)!.AsArray().Select(word => word!.GetValue<string>())];

    public static string Write(IEnumerable<string> words) =>
        new JsonArray([.. words.Select(word => (JsonNode)word)]).ToJsonString();

    public static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    public static StepStanding Standing(WorkflowStepRow step) => new(step.Name, step.Status, Words(step.Needs));

    /// <summary>All texts in it, for searching.</summary>
    public static string SearchText(JsonNode? node) =>
        node switch
        {
            JsonObject json => string.Join(
                ' ',
                json.Select(row => $"{SmallLetters.Of(row.Key)} {SearchText(row.Value)}")
            ),
            JsonArray list => string.Join(' ', list.Select(SearchText)),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => SmallLetters.Of(
                value.GetValue<string>()
            ),
            null => "",
            _ => node.ToJsonString(),
        };
}
