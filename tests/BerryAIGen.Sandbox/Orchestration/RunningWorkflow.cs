using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>A workflow while it lives.</summary>
internal sealed class RunningWorkflow(string id, int owner, JsonObject template, DateTimeOffset createdAt)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => id;

    public int Owner => owner;

    public JsonObject Template => template;

    public DateTimeOffset CreatedAt => createdAt;

    public bool IsEstimate { get; init; }

    public List<RunningStep> Steps { get; } = [];

    public string Status { get; set; } = "unassigned";

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public List<string> Tags { get; set; } = [.. JsonParts.Texts(template, "tags").Distinct()];

    public JsonObject Metadata { get; set; } = JsonParts.Members(template, "metadata")?.DeepClone().AsObject() ?? [];

    public bool? AllowsMature { get; set; } = JsonParts.Flag(template, "allowMatureContent");

    public JsonObject Cost { get; set; } = [];

    public int Total { get; set; }

    public JsonArray Transactions { get; } = [];

    public List<(string Account, int Amount)> Paid { get; set; } = [];

    public bool HasTooLittle { get; set; }

    public bool IsEphemeral => JsonParts.Flag(template, "ephemeral") == true;

    public string? ExternalId => JsonParts.Text(template, "externalId");

    public bool IsAutomatic =>
        string.Equals(JsonParts.Text(template, "upgradeMode"), "automatic", StringComparison.OrdinalIgnoreCase);

    public bool HasEnded => Status is "succeeded" or "failed" or "expired" or "canceled";

    public Task Ended => ended.Task;

    public void End() => ended.TrySetResult();
}
