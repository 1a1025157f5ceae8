using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What an orchestrator posts to a callback: in order for each workflow, perhaps more than once.</summary>
public abstract record CallbackEvent : OpenRecord
{
    /// <summary>The word of <c>$type</c>: workflow, step or job.</summary>
    [JsonPropertyName("$type")]
    public string? Type { get; set; }

    /// <summary>The workflow's id.</summary>
    public string? WorkflowId { get; set; }

    /// <summary>How far it is.</summary>
    public WorkflowStatus? Status { get; set; }

    /// <summary>When; the service leaves it out for steps and jobs.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>Reads the body of a callback.</summary>
    /// <exception cref="CivitaiInvalidReplyException">It is no event; the reason is named.</exception>
    public static CallbackEvent Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = LenientJson.ReadElement(utf8);
            CallbackEvent read = TypeOf(json) switch
            {
                "workflow" => LenientJson.Read(utf8, OrchestrationJson.Default.WorkflowEvent),
                "step" => LenientJson.Read(utf8, OrchestrationJson.Default.StepEvent),
                "job" => LenientJson.Read(utf8, OrchestrationJson.Default.JobEvent),
                _ => LenientJson.Read(utf8, OrchestrationJson.Default.OtherEvent),
            };
            return read.WorkflowId is { Length: > 0 } ? read : throw new JsonException("it names no workflow");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw OrchestrationRecordJson.Unreadable("callback's body", problem);
        }
    }

    private static string? TypeOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("$type", out var type)
        && type.ValueKind == JsonValueKind.String
            ? type.GetString()!.ToLowerInvariant()
            : null;
}
