using System.Text.Json.Nodes;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;

namespace BerryAIGen.Database.Generations;

/// <summary>What is told of generations to those who listen: how they stand, never what they are of.</summary>
public static class GenerationEvents
{
    /// <summary>Told whenever the orchestrator is further.</summary>
    public const string Progress = "generation.progress";

    /// <summary>Told when the state changes.</summary>
    public static IReadOnlyList<string> States { get; } = [.. JobState.All.Select(state => $"generation.{state}")];

    internal static EventRow Of(GenerationRow row, string? kind = null) =>
        new()
        {
            At = row.UpdatedAt,
            Kind = kind ?? $"generation.{row.State}",
            Subject = row.Id,
            Owner = row.Owner,
            Body = new JsonObject
            {
                ["id"] = row.Id,
                ["state"] = row.State,
                ["status"] = row.Status,
                ["progress"] = row.Progress,
                ["media"] = row.Media,
                ["waits_until"] = row.WaitsUntil is { } until
                    ? new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc)).ToUnixTimeMilliseconds()
                        / 1000.0
                    : null,
            }.ToJsonString(),
        };
}
