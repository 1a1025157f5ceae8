using BerryAIGen.Library;

namespace BerryAIGen.Database.Jobs;

/// <summary>Has jobs done, on this server or another one of the same database.</summary>
public interface IJobEngine
{
    /// <summary>Writes the job down, and what belongs to it in the same transaction; it runs when its turn comes.</summary>
    /// <param name="kind">A registered <see cref="IJobKind"/>.</param>
    /// <param name="payload">What it needs to run, a JSON object.</param>
    /// <param name="also">Further rows that count only together with the job; null for none.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    Task<JobRow> EnqueueAsync(
        string kind,
        string payload,
        Func<LibraryContext, JobRow, Task>? also,
        CancellationToken cancellationToken
    );

    /// <summary>Stops it where it is: at once when it waits, soon when it runs.</summary>
    /// <exception cref="LibraryException">There is no such job, or it is over.</exception>
    Task<JobRow> PauseAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stops it for good and removes what it left; a cancelled one stays as it is.</summary>
    /// <exception cref="LibraryException">There is no such job, or it is over.</exception>
    Task<JobRow> CancelAsync(string id, CancellationToken cancellationToken);

    /// <summary>Goes on with a paused one.</summary>
    /// <exception cref="LibraryException">There is no such job, or it is not paused.</exception>
    Task<JobRow> ResumeAsync(string id, CancellationToken cancellationToken);

    /// <summary>Runs one that failed or was cancelled again.</summary>
    /// <exception cref="LibraryException">There is no such job, or it is neither.</exception>
    Task<JobRow> RetryAsync(string id, CancellationToken cancellationToken);

    /// <summary>Has it looked at again: it waits without anybody knowing, or its owner gave up.</summary>
    Task FireAsync(JobRow job, CancellationToken cancellationToken);
}
