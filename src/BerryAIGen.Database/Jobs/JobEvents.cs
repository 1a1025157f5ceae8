using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Database.Events;

namespace BerryAIGen.Database.Jobs;

/// <summary>Tells each change of a job's state once.</summary>
public sealed class JobEvents : IJobFollower
{
    public Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken) =>
        EventLog.AddAsync(
            context,
            new EventRow
            {
                At = job.UpdatedAt,
                Kind = $"job.{job.State}",
                Subject = job.Id,
                Body = JsonSerializer.Serialize(
                    new JobEvent(job.Id, job.Kind, job.State, job.Progress, job.Attempt),
                    JobEventJson.Default.JobEvent
                ),
            },
            cancellationToken
        );
}

internal sealed record JobEvent(string Id, string Kind, string State, double? Progress, int Attempt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JobEvent))]
internal sealed partial class JobEventJson : JsonSerializerContext;
