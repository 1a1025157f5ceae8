using System.Globalization;
using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Workflows;

/// <summary>How long a step waits before it is tried again: what was wrong a moment ago is often still wrong.</summary>
internal static class StepPauses
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>Twice as long after each try.</summary>
    public static TimeSpan After(int tries) => First * Math.Pow(2, tries - 1);

    /// <summary>When a step may be tried; long ago when it never was.</summary>
    public static DateTime EndOf(WorkflowStepRow step) =>
        LastEndOf(step.FormerJobs) is { } ended
            ? ended + After(JsonNode.Parse(step.FormerJobs)!.AsArray().Count)
            : DateTime.MinValue;

    /// <summary>When the last try ended; null when none did.</summary>
    /// <param name="formerJobs">The list of them.</param>
    public static DateTime? LastEndOf(string formerJobs) =>
        JsonNode.Parse(formerJobs)!.AsArray() is { Count: > 0 } tries
        && DateTime.TryParse(
            $"{tries[^1]!["completedAt"]}",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out var ended
        )
            ? ended
            : null;
}
