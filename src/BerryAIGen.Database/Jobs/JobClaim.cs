namespace BerryAIGen.Database.Jobs;

/// <summary>The right to run a job, until somebody else takes it.</summary>
/// <param name="Id">The job's.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Attempt">What it wrote counts only while the row has this number.</param>
/// <param name="Payload">What it needs to run, a JSON object.</param>
/// <param name="Place">How far it came, as its kind told last; null for the beginning.</param>
public sealed record JobClaim(string Id, string Kind, int Attempt, string Payload, string? Place = null);

/// <summary>What a person wants of a running job.</summary>
public enum JobWish
{
    /// <summary>Run on.</summary>
    None,

    /// <summary>Stop where it is, to be resumed.</summary>
    Pause,

    /// <summary>Stop for good.</summary>
    Cancel,
}

/// <summary>Thrown out of a job that somebody else runs by now; nothing it does counts any more.</summary>
public sealed class JobLostException(string id) : Exception($"The job {id} was taken over; this run of it ends.");
