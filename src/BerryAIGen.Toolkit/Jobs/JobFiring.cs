using BerryAIGen.Database.Jobs;
using Quartz;

namespace BerryAIGen.Toolkit.Jobs;

/// <summary>What the scheduler fires, for every kind of job: whether there is something to do the job's row decides.</summary>
internal sealed class JobFiring(JobRunner runner) : IJob<string>
{
    public async ValueTask Execute(
        IJobExecutionContext context,
        string input,
        CancellationToken cancellationToken = default
    ) => await runner.RunAsync(input, cancellationToken);
}
