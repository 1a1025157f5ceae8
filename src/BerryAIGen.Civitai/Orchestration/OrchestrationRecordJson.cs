using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Reads and writes the orchestrator's records as JSON, for files and for other servers of the same contract.</summary>
public static class OrchestrationRecordJson
{
    /// <summary>The template with the members that this client does not know.</summary>
    public static JsonObject ToJson(this WorkflowTemplate template) =>
        Write(template, OrchestrationJson.Default.WorkflowTemplate);

    /// <summary>The workflow with the members that this client does not know.</summary>
    public static JsonObject ToJson(this Workflow workflow) => Write(workflow, OrchestrationJson.Default.Workflow);

    /// <summary>The page with the members that this client does not know.</summary>
    public static JsonObject ToJson(this WorkflowPage page) => Write(page, OrchestrationJson.Default.WorkflowPage);

    /// <summary>The step with the members that this client does not know.</summary>
    public static JsonObject ToJson(this WorkflowStep step) => Write(step, OrchestrationJson.Default.WorkflowStep);

    /// <summary>The blob with the members that this client does not know.</summary>
    public static JsonObject ToJson(this Blob blob) => Write(blob, OrchestrationJson.Default.Blob);

    /// <summary>A template as somebody wrote it.</summary>
    /// <exception cref="CivitaiInvalidReplyException">It is no JSON object; the place is named.</exception>
    public static WorkflowTemplate ReadTemplate(ReadOnlySpan<byte> utf8) =>
        Read(utf8, OrchestrationJson.Default.WorkflowTemplate, "workflow");

    /// <summary>A workflow as a service answered it.</summary>
    /// <exception cref="CivitaiInvalidReplyException">It is no JSON object; the place is named.</exception>
    public static Workflow ReadWorkflow(ReadOnlySpan<byte> utf8) =>
        Read(utf8, OrchestrationJson.Default.Workflow, "workflow");

    /// <summary>What is changed of a workflow, as somebody wrote it.</summary>
    /// <exception cref="CivitaiInvalidReplyException">It is no JSON object; the place is named.</exception>
    public static WorkflowUpdate ReadUpdate(ReadOnlySpan<byte> utf8) =>
        Read(utf8, OrchestrationJson.Default.WorkflowUpdate, "update");

    internal static CivitaiInvalidReplyException Unreadable(string what, Exception problem) =>
        new(
            $"The {what} cannot be read: {ErrorBodyReader.Line(problem.Message)?.TrimEnd('.')}.",
            (problem as JsonException)?.Path,
            "",
            innerException: problem
        );

    private static JsonObject Write<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(value, type)!.AsObject();

    private static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type, string what)
    {
        try
        {
            return LenientJson.Read(utf8, type) ?? throw new JsonException("it is null", "$", null, null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw Unreadable(what, problem);
        }
    }
}
