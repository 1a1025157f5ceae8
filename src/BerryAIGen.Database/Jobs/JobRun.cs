namespace BerryAIGen.Database.Jobs;

/// <summary>One run of a job, as its kind sees it.</summary>
public sealed class JobRun(JobStore store, JobClaim claim) : IDisposable
{
    private const int MostLines = 1000;

    private readonly CancellationTokenSource stop = new();
    private (LibraryDatabase Database, LibraryDatabase Fenced)? fenced;
    private double? progress;

    public string Id => claim.Id;

    public string Kind => claim.Kind;

    /// <summary>What it needs to run, a JSON object.</summary>
    public string Payload => claim.Payload;

    /// <summary>Where an earlier run stood when it ended, in the words of <see cref="WithPlace"/>; null for the beginning.</summary>
    public string? Place => claim.Place;

    /// <summary>1 for the first run.</summary>
    public int Attempt => claim.Attempt;

    /// <summary>What a person wants of it by now.</summary>
    public JobWish Wish { get; private set; }

    /// <summary>Whether somebody else runs it: nothing this run does counts any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>
    /// Written with every sign of life, a few times per second, while the run still counts: where it stands. Null for
    /// nothing but the progress.
    /// </summary>
    public Func<LibraryContext, CancellationToken, Task>? WithBeat { get; set; }

    /// <summary>
    /// Asked with every sign of life and with every end but success: where the next run is to go on, as JSON. What it
    /// tells of must have been written before.
    /// </summary>
    public Func<string>? WithPlace { get; set; }

    /// <summary>Written together with an end that is no success: paused, cancelled, failed or handed over.</summary>
    public Func<LibraryContext, CancellationToken, Task>? WithStop { get; set; }

    /// <summary>Written together with its successful end, or not at all; rows added to the context are saved.</summary>
    public Func<LibraryContext, CancellationToken, Task>? WithEnd { get; set; }

    /// <summary>Tells how far it is, 0 to 1; costs nothing, the next sign of life carries it.</summary>
    public void Report(double? part) => progress = part;

    /// <summary>Writes something that counts now, if this run still does.</summary>
    /// <exception cref="JobLostException">Somebody else runs the job; nothing was written.</exception>
    public Task WriteAsync(Func<LibraryContext, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        store.BeatAsync(Claim, progress, write, cancellationToken);

    /// <summary>The database for others who write for this run: nothing they write counts once the run does not.</summary>
    public LibraryDatabase Fence(LibraryDatabase database) =>
        // A run asks for the same one with each model.
        fenced is var (known, own)
        && known == database
            ? own
            : (fenced = (database, database.With(new JobFence(claim)))).Value.Fenced;

    /// <summary>One line for the job's log.</summary>
    /// <param name="message">A sentence.</param>
    /// <param name="level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    public Task LogAsync(string message, string level, CancellationToken cancellationToken) =>
        store.LogAsync(Id, level, [message], cancellationToken);

    /// <summary>Lines for the job's log; of more than a thousand at once the rest is counted.</summary>
    public Task LogAsync(IReadOnlyList<string> messages, string level, CancellationToken cancellationToken) =>
        store.LogAsync(
            Id,
            level,
            messages.Count <= MostLines
                ? messages
                : [.. messages.Take(MostLines), $"{messages.Count - MostLines} more lines like these were left out."],
            cancellationToken
        );

    internal JobClaim Claim => WithPlace is null ? claim : claim with { Place = WithPlace() };

    internal CancellationToken Stopped => stop.Token;

    internal double? Progress => progress;

    internal void Obey(JobWish wish)
    {
        Wish = wish;
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended between being found and being told.
        }
    }

    internal void Lose()
    {
        IsLost = true;
        stop.Cancel();
    }

    public void Dispose() => stop.Dispose();
}
