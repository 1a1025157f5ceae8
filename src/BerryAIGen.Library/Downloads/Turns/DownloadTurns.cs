using System.Collections.Concurrent;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Turns;

/// <summary>
/// Whose turn it is: so many files at once in all, so many from one host, and one at a time for each name. Turns are given
/// in the order in which they are asked for.
/// </summary>
/// <param name="options">How many.</param>
/// <param name="choices">How many at once, also from one host, a person wants while the program runs; null where nobody can say so.</param>
internal sealed class DownloadTurns(TransferOptions options, NetworkSwitch? choices = null) : IDisposable
{
    private readonly CountedTurns _files = new(() => choices?.Choices.DownloadsAtOnce ?? options.ParallelFiles);
    private readonly ConcurrentDictionary<string, CountedTurns> _hosts = new(StringComparer.OrdinalIgnoreCase);

    // File systems that take two spellings for one name are taken as given everywhere: waiting costs little.
    private readonly ConcurrentDictionary<string, CountedTurns> _names = new(StringComparer.OrdinalIgnoreCase);

    public void Dispose()
    {
        _files.Dispose();
        foreach (var turn in _hosts.Values.Concat(_names.Values))
        {
            turn.Dispose();
        }
    }

    /// <summary>One of the files that may run at once; dispose to give it back.</summary>
    internal Task<IDisposable> FileAsync(CancellationToken cancellationToken) => _files.TakeAsync(cancellationToken);

    /// <summary>One of the files that may come from a host at once.</summary>
    internal Task<IDisposable> HostAsync(Uri address, CancellationToken cancellationToken) =>
        _hosts
            .GetOrAdd(
                address.Authority,
                _ => new CountedTurns(() => choices?.Choices.DownloadsAtOnce ?? options.ParallelPerHost)
            )
            .TakeAsync(cancellationToken);

    /// <summary>The name, for as long as somebody plans and makes the file; true when another one had it before.</summary>
    internal async Task<(IDisposable Turn, bool HasWaited)> NameAsync(string path, CancellationToken cancellationToken)
    {
        var name = _names.GetOrAdd(path, static _ => new CountedTurns(static () => 1));
        var hasWaited = name.IsTaken;
        return (await name.TakeAsync(cancellationToken).ConfigureAwait(false), hasWaited);
    }
}
