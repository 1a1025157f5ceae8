using System.Collections.Concurrent;
using System.Threading.Channels;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>
/// Tells when something changed in folders of models, once it is quiet again. What the system cannot watch, or loses count
/// of, is told as well, so that whoever waits looks from time to time instead.
/// </summary>
public sealed class FolderWatch : IDisposable
{
    // Whoever copies a folder writes for a while; and whoever writes for hours is looked at all the same.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromSeconds(10);

    // The running download is nobody's model; its end is.
    private static readonly string[] Passing = [".part", ".lock", ".tmp", ".ranges", ".rejected"];

    private readonly List<FileSystemWatcher> _watchers = [];

    // That something changed; what it was, whoever looks sees himself.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly ConcurrentDictionary<string, bool> _lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ulong, ulong)?> _watched = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public FolderWatch(IEnumerable<string> folders, TimeProvider time)
    {
        _time = time;
        foreach (var folder in folders)
            Watch(folder);
    }

    /// <summary>Folders that are not watched, or not any more: the system goes on watching one that was moved away.</summary>
    public IReadOnlyList<string> Unwatched =>
        [
            .. _lost
                .Keys.Concat(
                    _watched
                        .Where(row => FileStat.Find(row.Key) is not { } now || now.Identity != row.Value)
                        .Select(row => row.Key)
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Waits until something changed and nothing more changes, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(longest, cancellationToken).ConfigureAwait(false))
            return;
        var start = _time.GetTimestamp();
        while (
            _time.GetElapsedTime(start) < LongestUnrest
            && await ReadAsync(Quiet, cancellationToken).ConfigureAwait(false)
        ) { }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
    }

    private async Task<bool> ReadAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _changes.Reader.ReadAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                InternalBufferSize = 64 << 10,
                NotifyFilter =
                    NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Created += (_, change) => Note(change.FullPath);
            watcher.Changed += (_, change) => Note(change.FullPath);
            watcher.Deleted += (_, change) => Note(change.FullPath);
            watcher.Renamed += (_, change) => Note(change.FullPath);
            // Too many changes at once, too many folders for the system, or the folder itself is gone.
            watcher.Error += (_, _) => Lose(folder);
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
            _watched[folder] = FileStat.Find(folder)?.Identity;
        }
        catch (Exception ex) when (ex is ArgumentException or IOException or UnauthorizedAccessException)
        {
            _lost[folder] = true; // It is not there yet, or the system watches no more folders.
        }
    }

    private void Note(string path)
    {
        if (
            !Passing.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
            && !path.Contains($"/{RecordRoot.FolderName}/", StringComparison.Ordinal)
            && !(
                path.Contains("/metadata/", StringComparison.Ordinal)
                && path.EndsWith(".json", StringComparison.Ordinal)
            )
        )
            _changes.Writer.TryWrite(true);
    }

    private void Lose(string folder)
    {
        _lost[folder] = true;
        _changes.Writer.TryWrite(true);
    }
}
