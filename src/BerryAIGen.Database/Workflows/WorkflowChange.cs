using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;

namespace BerryAIGen.Database.Workflows;

/// <summary>What is to change of a workflow; null stays.</summary>
public sealed record WorkflowChange
{
    /// <summary>The members that may be changed, of a workflow and of a step.</summary>
    private static readonly string[] Free = ["metadata", "tags", "allowMatureContent"];
    private static readonly string[] FreeOfStep = ["metadata"];

    public JsonObject? Metadata { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public MatureChoice? AllowMatureContent { get; init; }

    /// <summary>The change that a body of these members asks for.</summary>
    /// <exception cref="WorkflowRefusedException">Something in it cannot be.</exception>
    public static WorkflowChange Read(JsonObject body, bool? allowMature, FieldProblems problems)
    {
        var change = new WorkflowChange
        {
            Metadata = body["metadata"] is { } metadata
                ? WorkflowReader.ReadMetadata(metadata, "metadata", problems)
                : null,
            Tags = body["tags"] is { } tags ? WorkflowReader.ReadTags(tags, "tags", problems) : null,
            AllowMatureContent = allowMature is { } allow ? new MatureChoice(allow) : null,
        };
        problems.ThrowIfAny();
        return change;
    }

    /// <summary>The change that operations make of a workflow as it is told.</summary>
    /// <exception cref="WorkflowRefusedException">One cannot be done, or changes what stays.</exception>
    public static WorkflowChange Patch(JsonObject before, JsonNode patch)
    {
        var after = JsonPatchDocument.Apply(before, patch);
        var problems = new FieldProblems();
        OnlyChanged(before, after, Free, problems);
        var change = new WorkflowChange
        {
            Metadata = IsSame("metadata") ? null : WorkflowReader.ReadMetadata(after["metadata"], "metadata", problems),
            Tags = IsSame("tags") ? null : WorkflowReader.ReadTags(after["tags"], "tags", problems),
            AllowMatureContent = IsSame("allowMatureContent")
                ? null
                : new MatureChoice(ReadFlag(after["allowMatureContent"], problems)),
        };
        problems.ThrowIfAny();
        return change;

        bool IsSame(string name) => JsonNode.DeepEquals(before[name], after[name]);
    }

    /// <summary>The metadata that operations make of a step as it is told.</summary>
    /// <exception cref="WorkflowRefusedException">One cannot be done, or changes what stays.</exception>
    public static JsonObject PatchStep(JsonObject before, JsonNode patch)
    {
        var after = JsonPatchDocument.Apply(before, patch);
        var problems = new FieldProblems();
        OnlyChanged(before, after, FreeOfStep, problems);
        var metadata = WorkflowReader.ReadMetadata(after["metadata"], "metadata", problems);
        problems.ThrowIfAny();
        return metadata;
    }

    /// <summary>A further word of a workflow, as it was sent.</summary>
    /// <exception cref="WorkflowRefusedException">It is none, or one too many.</exception>
    public static WorkflowChange AddTag(WorkflowView view, JsonNode tag)
    {
        var problems = new FieldProblems();
        var all = new JsonArray([.. TagsOf(view).Select(one => (JsonNode)one), tag.DeepClone()]);
        var tags = WorkflowReader.ReadTags(all, "tags", problems);
        problems.ThrowIfAny();
        return new WorkflowChange { Tags = tags };
    }

    /// <summary>Without a word.</summary>
    public static WorkflowChange RemoveTag(WorkflowView view, string tag) =>
        new() { Tags = [.. TagsOf(view).Where(one => one != tag)] };

    private static IReadOnlyList<string> TagsOf(WorkflowView view) => StoredJson.Words(view.Workflow.Tags);

    private static void OnlyChanged(JsonObject before, JsonObject after, string[] free, FieldProblems problems)
    {
        foreach (var name in before.Concat(after).Select(row => row.Key).Distinct().Except(free))
            if (!JsonNode.DeepEquals(before[name], after[name]))
                problems.Add(name, $"It cannot be changed so; what can is {string.Join(", ", free)}.");
    }

    private static bool? ReadFlag(JsonNode? node, FieldProblems problems)
    {
        if (node is null || (node is JsonValue value && value.TryGetValue<bool>(out _)))
            return node?.GetValue<bool>();
        problems.Add("allowMatureContent", "It is true, false or null.");
        return null;
    }
}

/// <summary>Whether mature results may be shown; null as if nobody had said so.</summary>
public sealed record MatureChoice(bool? Value);
