using System.Collections.Concurrent;
using BerryAIGen.Library.Downloads.Transfers;

namespace BerryAIGen.Library.Downloads.Turns;

/// <summary>
/// Whose turn it is: so many files at once in all, so many from one host, and one at a time for each name. Turns are given
/// in the order in which they are asked for.
/// </summary>
internal sealed class DownloadTurns(TransferOptions options) : IDisposable
{
    private readonly SemaphoreSlim _files = new(Math.Max(1, options.ParallelFiles));
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);

    // File systems that take two spellings for one name are taken as given everywhere: waiting costs little.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _names = new(StringComparer.OrdinalIgnoreCase);

    public void Dispose()
    {
        _files.Dispose();
        foreach (var turn in _hosts.Values.Concat(_names.Values))
        {
            turn.Dispose();
        }
    }

    /// <summary>One of the files that may run at once; dispose to give it back.</summary>
    internal Task<IDisposable> FileAsync(CancellationToken cancellationToken) => TakeAsync(_files, cancellationToken);

    /// <summary>One of the files that may come from a host at once.</summary>
    internal Task<IDisposable> HostAsync(Uri address, CancellationToken cancellationToken) =>
        TakeAsync(
            _hosts.GetOrAdd(address.Authority, _ => new(Math.Max(1, options.ParallelPerHost))),
            cancellationToken
        );

    /// <summary>The name, for as long as somebody plans and makes the file; true when another one had it before.</summary>
    internal async Task<(IDisposable Turn, bool HasWaited)> NameAsync(string path, CancellationToken cancellationToken)
    {
        var name = _names.GetOrAdd(path, static _ => new(1));
        var hasWaited = name.CurrentCount == 0;
        return (await TakeAsync(name, cancellationToken).ConfigureAwait(false), hasWaited);
    }

    private static async Task<IDisposable> TakeAsync(SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(turns);
    }

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        private SemaphoreSlim? _turns = turns;

        public void Dispose() => Interlocked.Exchange(ref _turns, null)?.Release();
    }
}
