using BerryAIGen.Library;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Database.Jobs;

// How a run ends, and what a cancelled job leaves.
public sealed partial class JobRunner
{
    // Five minutes of beats: a database may be updated meanwhile. After that whoever finds the job silent goes on with it.
    private const int MostEndings = 600;

    /// <summary>Removes what a job left that was given up. It is over all the same when that does not work; its log tells so.</summary>
    public async Task DiscardAsync(JobRow job)
    {
        try
        {
            await kinds.Get(job.Kind).DiscardAsync(job, CancellationToken.None);
        }
        catch (Exception problem)
        {
            Log.NotDiscarded(logger, job.Kind, job.Id, problem);
            var why = problem is LibraryException known ? known.Message : "The server's log has the details.";
            await TryLogAsync(job.Id, "warning", $"What it left could not be removed: {why}");
        }
    }

    private async Task TryLogAsync(string id, string level, string message)
    {
        try
        {
            await store.LogAsync(id, level, [message], CancellationToken.None);
        }
        catch (Exception away) when (DatabaseFaults.IsAway(away))
        {
            Log.NoBeat(logger, id, away);
        }
    }

    // How it ended must not be lost to a database that is away for a moment, nor to a server that stops.
    private async Task EndAsync(JobRun run, Ending ending)
    {
        if (run.IsLost)
            throw new JobLostException(run.Id);
        var also = ending.State == JobState.Completed ? run.WithEnd : run.WithStop;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var row = await store.EndAsync(
                    run.Claim,
                    ending.State,
                    ending.Result,
                    ending.Error,
                    also,
                    CancellationToken.None
                );
                // Only now that it is surely this run's to say: by then somebody else may go on from what there is.
                if (IsGivenUp(row))
                    await DiscardAsync(row);
                return;
            }
            catch (Exception away)
                when (attempt < MostEndings && DatabaseFaults.IsAway(away) && !DatabaseFaults.IsRefusal(away))
            {
                Log.NoBeat(logger, run.Id, away);
                await Task.Delay(Beat, time, CancellationToken.None);
            }
            catch (Exception unforeseen)
                when (also is not null
                    && unforeseen is not JobLostException
                    && (DatabaseFaults.IsRefusal(unforeseen) || !DatabaseFaults.IsAway(unforeseen))
                )
            {
                // What belongs to the end cannot be written: it ends without it rather than never.
                Log.Failed(logger, run.Kind, run.Id, unforeseen);
                (also, attempt) = (null, 0);
                if (ending.State == JobState.Completed)
                    ending = Ending.OfUnforeseen();
            }
        }
    }

    private bool IsGivenUp(JobRow row) =>
        row.State == JobState.Cancelled || (row.State == JobState.Failed && kinds.Get(row.Kind).DiscardsFailures);

    private sealed record Ending(string State, string? Result = null, string? Error = null)
    {
        public static Ending Of(Failure failure) =>
            new(JobState.Failed, Error: JobErrors.Write(ErrorDocument.From(failure).Error));

        public static Ending OfUnforeseen() =>
            Of(new Failure(FailureCode.Failed, "Something went wrong; the server's log has the details."));
    }
}
