using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;

namespace BerryAIGen.Library.Sources;

/// <summary>Where models come from: turns a reference into files.</summary>
public interface ISource
{
    /// <summary>Short, stable, lower case; stands in records and messages.</summary>
    string Name { get; }

    /// <summary>Whether this source is the one for the reference; asks no network.</summary>
    bool CanResolve(Reference reference);

    /// <summary>The files meant by the reference and the choice: at least one.</summary>
    /// <exception cref="LibraryException">Nothing fits, the choice is ambiguous (the message lists the files), or the source refused.</exception>
    Task<IReadOnlyList<RemoteFile>> ResolveAsync(
        Reference reference,
        FileChoice choice,
        CancellationToken cancellationToken
    );

    /// <summary>Files for what another source has no longer; none for a source that stands in for nobody.</summary>
    /// <param name="reference">What was asked for.</param>
    /// <param name="choice">Which of its files.</param>
    /// <param name="gone">What the other source still knows of them; empty when it knows nothing.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="LibraryException">It should have them, and something is in the way.</exception>
    Task<IReadOnlyList<RemoteFile>> ReplaceAsync(
        Reference reference,
        FileChoice choice,
        IReadOnlyList<RemoteFile> gone,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<RemoteFile>>([]);

    /// <summary>The file with what only asking for it tells: whether it would be handed out, and its exact size. For plans.</summary>
    Task<RemoteFile> ProbeAsync(RemoteFile file, CancellationToken cancellationToken);

    /// <summary>Brings a file into its part itself; null for a source whose files are asked for over HTTP.</summary>
    Task<TransferOutcome>? BringAsync(
        TransferRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => null;

    /// <summary>Why the source refuses the file, after a transfer was refused for its key or the lack of one; null when it knows no better.</summary>
    Task<Failure?> FindAuthReasonAsync(RemoteFile file, CancellationToken cancellationToken);

    /// <summary>The environment variable that holds the source's key, for messages; null when it knows none.</summary>
    string? KeyVariable { get; }

    /// <summary>The bearer token for this address, null for every host that is not the source's own.</summary>
    string? TokenFor(Uri address);
}
