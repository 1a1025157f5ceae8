using System.Collections.Concurrent;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Questions to Civitai: one at a time for the same thing, and what it does not have is not asked for again at once.</summary>
internal sealed partial class MirrorQuestions(
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<MirrorQuestions> logger
)
{
    /// <summary>How long a "not there" counts.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private const int MostRemembered = 20_000;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _misses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _open = new(StringComparer.Ordinal);

    public bool IsMissing(string key) => _misses.TryGetValue(key, out var until) && time.GetUtcNow() < until;

    public void RememberMissing(string key)
    {
        var now = time.GetUtcNow();
        if (_misses.Count >= MostRemembered)
        {
            // The oldest quarter; whoever asks for ten thousand files at once does not undo all that was learnt.
            foreach (var old in _misses.ToArray().OrderBy(miss => miss.Value).Take(MostRemembered / 4))
                _misses.TryRemove(old);
        }

        _misses[key] = now + Remembered;
    }

    /// <summary>Whether it is there now; who asks while another one does waits for the same answer.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="ask">Asks and keeps the answer; false when there is none.</param>
    /// <param name="cancellationToken">Waits no longer; the question itself goes on for the others.</param>
    /// <param name="isOfMany">Many things in one question: each that is not there is remembered by itself.</param>
    public Task<bool> OnceAsync(
        string key,
        Func<CancellationToken, Task<bool>> ask,
        CancellationToken cancellationToken,
        bool isOfMany = false
    ) =>
        !isOfMany && IsMissing(key)
            ? Task.FromResult(false)
            : _open
                .GetOrAdd(key, _ => new Lazy<Task<bool>>(() => RunAsync(key, ask, isOfMany)))
                .Value.WaitAsync(cancellationToken);

    private async Task<bool> RunAsync(string key, Func<CancellationToken, Task<bool>> ask, bool isOfMany)
    {
        try
        {
            var isThere = await ask(lifetime.ApplicationStopping);
            if (!isThere && !isOfMany)
                RememberMissing(key);
            return isThere;
        }
        catch (LibraryException problem)
        {
            // What is not reached is not here; the next question tries again.
            Log.NotFetched(logger, key.Length > 100 ? key[..100] : key, problem.Message);
            return false;
        }
        finally
        {
            _open.TryRemove(key, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Civitai was not asked for {What}: {Problem}")]
        public static partial void NotFetched(ILogger logger, string what, string problem);
    }
}
