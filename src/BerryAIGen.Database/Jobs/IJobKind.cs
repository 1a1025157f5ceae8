namespace BerryAIGen.Database.Jobs;

/// <summary>What a job of one kind does. Register one as a service, and jobs of its name run.</summary>
public interface IJobKind
{
    /// <summary>The <see cref="JobRow.Kind"/> of its jobs.</summary>
    string Name { get; }

    /// <summary>Jobs of one group wait for each other, as many as its limit allows; a group without a limit runs one at a time.</summary>
    string ExecutionGroup => Name;

    /// <summary>Whether this server does it; one that does not leaves it waiting for another of the database.</summary>
    Task<bool> MayRunAsync(JobRow job, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>
    /// Does it. Throws <see cref="Library.LibraryException"/> when it fails and <see cref="OperationCanceledException"/>
    /// when it was told to stop; what it leaves behind then is where the next run goes on.
    /// </summary>
    /// <returns>What came of it, a JSON object; null for nothing worth telling.</returns>
    Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Whether what a failed job left is of no use to whoever tries it again, and is removed as that of a cancelled one.</summary>
    bool DiscardsFailures => false;

    /// <summary>Removes what a job left behind that was given up; called after its last run ended, or instead of one.</summary>
    Task DiscardAsync(JobRow job, CancellationToken cancellationToken) => Task.CompletedTask;
}
