namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>How a step ends: as it should, or as it was told to.</summary>
internal static class StepEnd
{
    private static readonly string[] SafeLevels = ["pg", "pg13"];

    /// <summary>Ends the step, or gives it other jobs when it may be tried again.</summary>
    public static void Set(
        RunningWorkflow workflow,
        RunningStep step,
        JobOutcome? told,
        Orchestrator orchestrator,
        DateTimeOffset now
    )
    {
        var outcome =
            told?.Kind == "mature" && MustBeSafe(workflow)
                ? new JobOutcome { Kind = "blocked", BlockedReason = "mature content" }
                : told;
        var good = outcome?.Kind switch
        {
            null or "mature" => step.Jobs.Count,
            "partial" => step.Jobs.Count / 2,
            _ => 0,
        };
        var last = step.Jobs[^orchestrator.ManyOf(step)..];
        for (var i = 0; i < last.Count; i++)
            End(last[i], i < good ? null : outcome, now);
        foreach (var blob in step.Blobs.Take(good))
            blob.IsAvailable = true;
        step.Error = outcome?.Error;
        if (good < last.Count && step.RetriesLeft > 0 && outcome!.Kind != "blocked")
        {
            step.RetriesLeft--;
            step.Jobs.AddRange(last.Select(_ => new RunningJob { Status = "processing", StartedAt = now }));
            return;
        }

        step.Status =
            good >= last.Count ? "succeeded"
            : outcome!.Kind == "expired" ? "expired"
            : "failed";
        step.CompletedAt = now;
        if (outcome?.Kind == "mature")
            Upgrades.Rate(workflow, step, orchestrator.Accounts);
    }

    private static void End(RunningJob job, JobOutcome? outcome, DateTimeOffset now)
    {
        job.CompletedAt = now;
        job.Status =
            outcome?.Kind is null or "mature" ? "succeeded"
            : outcome.Kind == "expired" ? "expired"
            : "failed";
        if (outcome?.Kind is not (null or "mature" or "partial" or "failed"))
            (job.Reason, job.BlockedReason) = (outcome.Kind, outcome.BlockedReason);
    }

    private static bool MustBeSafe(RunningWorkflow workflow) =>
        workflow.AllowsMature == false
        || SafeLevels.Contains(JsonParts.Text(workflow.Template, "nsfwLevel"), StringComparer.OrdinalIgnoreCase);
}
