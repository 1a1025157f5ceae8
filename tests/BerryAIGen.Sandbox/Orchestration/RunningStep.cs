using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>A step of a workflow while it lives.</summary>
internal sealed class RunningStep(JsonObject template, string name, JsonNode? input)
{
    public JsonObject Template => template;

    public string Name => name;

    public string Type => JsonParts.Text(template, "$type")!;

    public JsonNode? Input { get; set; } = input;

    public JsonObject InputMembers => Input as JsonObject ?? [];

    public string Status { get; set; } = "unassigned";

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public JsonObject Metadata { get; set; } = JsonParts.Members(template, "metadata")?.DeepClone().AsObject() ?? [];

    public JsonObject Factors { get; set; } = [];

    public int Price { get; set; }

    public List<RunningJob> Jobs { get; } = [];

    /// <summary>How often it may still be tried again.</summary>
    public int RetriesLeft { get; set; } = (int)(JsonParts.Number(template, "retries") ?? 0);

    public string? Error { get; set; }

    public List<StoredBlob> Blobs { get; } = [];

    /// <summary>The names of the steps that it waits for.</summary>
    public IReadOnlyList<string> Needs { get; set; } = [];

    public bool HasEnded => Status is "succeeded" or "failed" or "expired" or "canceled";

    /// <summary>How much of it was not delivered, 0 to 1.</summary>
    public double Undelivered =>
        Status == "succeeded" ? 0
        : Blobs.Count == 0 ? 1
        : Blobs.Count(blob => !blob.IsAvailable) / (double)Blobs.Count;
}
