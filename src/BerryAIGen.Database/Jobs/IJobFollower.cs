namespace BerryAIGen.Database.Jobs;

/// <summary>Writes what follows from a change of a job, in the transaction of that change.</summary>
public interface IJobFollower
{
    /// <param name="context">Of the transaction; rows that are added to it are saved.</param>
    /// <param name="job">As it is now.</param>
    /// <param name="cancellationToken">Gives up writing, and with it the change.</param>
    Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken);
}
