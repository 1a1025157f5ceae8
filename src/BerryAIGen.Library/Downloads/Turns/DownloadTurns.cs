using System.Collections.Concurrent;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Turns;

/// <summary>
/// Whose turn it is: so many files at once in all, so many from one host, and one at a time for each name. Turns are given
/// in the order in which they are asked for.
/// </summary>
/// <param name="options">How many.</param>
/// <param name="choices">How many files at once a person wants while the program runs; null where nobody can say so.</param>
internal sealed class DownloadTurns(TransferOptions options, NetworkSwitch? choices = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _files = new(0);

    // Those that are taken and those that are free.
    private int _count;
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
    internal async Task<IDisposable> FileAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            Fit();
        await _files.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(GiveFileBack);
    }

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

    // As many as are wanted now; those that are taken above that are not given to anybody else.
    private void Fit()
    {
        var wanted = Math.Max(1, choices?.Choices.DownloadsAtOnce ?? options.ParallelFiles);
        if (wanted > _count)
        {
            _files.Release(wanted - _count);
            _count = wanted;
        }

        while (_count > wanted && _files.Wait(0))
            _count--;
    }

    private void GiveFileBack()
    {
        lock (_gate)
        {
            _files.Release();
            Fit();
        }
    }

    private static async Task<IDisposable> TakeAsync(SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(() => turns.Release());
    }

    private sealed class Turn(Action giveBack) : IDisposable
    {
        private Action? _giveBack = giveBack;

        public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
    }
}
