namespace BerryAIGen.Database.Jobs;

/// <summary>A kind whose jobs wait in an order that a person may change: whichever of them is fired, the next one runs.</summary>
public interface IOrderedJobKind : IJobKind
{
    /// <summary>The id of the job that is next; null when none waits.</summary>
    Task<string?> FindNextAsync(CancellationToken cancellationToken);
}
