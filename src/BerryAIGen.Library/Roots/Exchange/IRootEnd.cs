using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>One of the two roots of an exchange: a folder of this machine, or a prefix of a bucket.</summary>
internal interface IRootEnd : IDisposable
{
    /// <summary>As a person calls it, for messages.</summary>
    string Name { get; }

    /// <summary>The full path or the address of a file in it.</summary>
    string PlaceOf(string path);

    /// <summary>Why nothing may be put there; null when it may.</summary>
    Failure? FindWriteRefusal();

    /// <summary>Why nothing can be read from there; null when it can, or only asking tells.</summary>
    Failure? FindAbsence();

    /// <summary>Every file that it has, in no order.</summary>
    /// <exception cref="LibraryException">It is not there, or not for this person.</exception>
    Task<IReadOnlyList<RootFile>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The SHA-256 of a file; null when the root does not know it and only fetching would tell.</summary>
    /// <exception cref="LibraryException">The file is gone, cannot be read, or is not what its record says.</exception>
    Task<string?> FindHashAsync(RootFile file, CancellationToken cancellationToken);

    /// <summary>The file's bytes, to be read piece by piece.</summary>
    Task<IRootBytes> OpenAsync(RootFile file, CancellationToken cancellationToken);

    /// <summary>The file as the download of one has it.</summary>
    RemoteFile Describe(RootFile file, string? sha256);

    /// <summary>Brings the file into a part on this machine.</summary>
    Task<TransferOutcome> TransferAsync(
        RootFile file,
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>The library whose downloads can reach its files.</summary>
    BerryLibrary Library { get; }

    /// <summary>Puts a file of another root into this one, where nothing of its name is.</summary>
    /// <returns>The row of a file that is there and compared, or of one that was refused.</returns>
    Task<DownloadItem> BringAsync(BroughtFile file, CancellationToken cancellationToken);

    /// <summary>Why so many bytes have no room; null when they have, or nobody knows.</summary>
    Failure? FindNoRoom(long bytes);
}

/// <summary>Bytes that are read while nobody may change them.</summary>
internal interface IRootBytes : IDisposable
{
    /// <summary>Fills the buffer from there on.</summary>
    /// <exception cref="LibraryException">The file became another one.</exception>
    Task ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken);

    /// <summary>Whether the file is still the one that was opened.</summary>
    bool IsUnchanged { get; }
}

/// <summary>A file on its way from one root to another.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="File">Which.</param>
/// <param name="Row">Its row so far.</param>
internal sealed record BroughtFile(IRootEnd Source, RootFile File, DownloadItem Row)
{
    /// <summary>The SHA-256 that its source tells; null when nobody knows it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its record at the source; null when it has none.</summary>
    public RootFile? Sidecar { get; init; }

    /// <summary>True for weights, which are inspected and recorded like any download.</summary>
    public bool IsModel { get; init; }

    public bool AcceptsDanger { get; init; }

    public IProgress<DownloadProgress>? Progress { get; init; }
}
