namespace BerryAIGen.Library.Records;

/// <summary>Collects facts of a long run and writes them about once a second: a flush each would cost more than the work.</summary>
internal sealed class JournalBuffer(Journal journal, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly List<JournalFact> _facts = [];
    private long _written = time.GetTimestamp();

    /// <summary>Whether something is still to be written.</summary>
    public bool IsWaiting => _facts.Count > 0;

    public async Task AddAsync(JournalFact fact)
    {
        _facts.Add(fact);
        if (time.GetElapsedTime(_written) >= Longest)
            await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Writes what is collected; a run that is stopped keeps what it found so far.</summary>
    public async Task FlushAsync()
    {
        await journal.AppendAsync(_facts, CancellationToken.None).ConfigureAwait(false);
        _facts.Clear();
        _written = time.GetTimestamp();
    }
}
