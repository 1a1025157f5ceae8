namespace BerryAIGen.Database.Jobs;

/// <summary>What a job of one kind does. Register one as a service, and jobs of its name run.</summary>
public interface IJobKind
{
    /// <summary>The <see cref="JobRow.Kind"/> of its jobs.</summary>
    string Name { get; }

    /// <summary>Jobs of one group wait for each other, as many as its limit allows; a group without a limit runs one at a time.</summary>
    string ExecutionGroup => Name;

    /// <summary>
    /// Does it. Throws <see cref="Library.LibraryException"/> when it fails and <see cref="OperationCanceledException"/>
    /// when it was told to stop; what it leaves behind then is where the next run goes on.
    /// </summary>
    /// <returns>What came of it, a JSON object; null for nothing worth telling.</returns>
    Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Removes what a cancelled job left behind; called after its last run ended, or instead of one.</summary>
    Task DiscardAsync(JobRow job, CancellationToken cancellationToken) => Task.CompletedTask;
}
