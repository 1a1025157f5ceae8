using System.Text.Json.Nodes;
using BerryAIGen.Database.Events;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Versions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>Writes into a generation how its job stands, together with that, and tells of it.</summary>
public sealed class GenerationFollower : IJobFollower
{
    public async Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken)
    {
        if (job.Kind != GenerationKind.KindName)
            return;
        var row = await context.Generations.FirstOrDefaultAsync(one => one.JobId == job.Id, cancellationToken);
        if (row is null)
            return;
        row.State = job.State;
        // The run wrote why, which is more than everybody may read.
        row.Error = job.State == JobState.Failed ? row.Error ?? job.Error : job.Error;
        row.UpdatedAt = job.UpdatedAt;
        row.WaitsUntil = null;
        row.FinishedAt = JobState.IsFinished(job.State) ? job.UpdatedAt : null;
        if (job.State == JobState.Completed)
            row.Progress = 1;
        await context.SaveChangesAsync(cancellationToken);
        if (job.State is JobState.Completed or JobState.Failed)
            await Notifications.AddAsync(context, [NoteOf(row)], cancellationToken);
        await EventLog.AddAsync(context, GenerationEvents.Of(row), cancellationToken);
    }

    private static NotificationRow NoteOf(GenerationRow row) =>
        new()
        {
            At = row.UpdatedAt,
            Owner = row.Owner,
            Kind = $"generation_{row.State}",
            Message =
                row.State == JobState.Completed
                    ? $"A generation ({row.Workflow}) is done."
                    : $"A generation ({row.Workflow}) failed.",
            Details = new JsonObject { ["generation_id"] = row.Id }.ToJsonString(),
        };
}
