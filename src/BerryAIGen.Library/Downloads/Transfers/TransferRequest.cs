using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Turns;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>What the transfer stage needs: an address, a place for the part, and what is known of the bytes.</summary>
public sealed record TransferRequest
{
    /// <summary>Asked anew on every attempt, because signed addresses behind it expire.</summary>
    public required Uri Address { get; init; }

    /// <summary>Other addresses of the same file, asked in this order when the one before gives no file.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>
    /// Whether bytes of several hosts or addresses may make one file, because a hash tells in the end whether they do.
    /// Without one only a host's own word, an equal tag, joins them. Default is false.
    /// </summary>
    public bool JoinsHosts { get; init; }

    /// <summary>What every byte has to pass.</summary>
    internal IReadOnlyList<SpeedLimit> SpeedLimits { get; init; } = [];

    /// <summary>The file's name for progress and messages; a page or an error is recognised by what the name promises.</summary>
    public string Name { get; init; } = "file";

    /// <summary>The part file, in a folder that exists; its journal lies beside it.</summary>
    public required string PartPath { get; init; }

    /// <summary>The announced size, a hint only; null when unknown.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>
    /// Why a file of so many bytes does not fit, null when it does. Asked before the first byte is written, once the
    /// server has said the size. Default finds no reason.
    /// </summary>
    public Func<long, Failure?> CheckSpace { get; init; } = static _ => null;

    /// <summary>
    /// The SHA-256 of the whole file. A part that an earlier copy of a file of this machine left is gone on with only when it
    /// is known, for it tells in the end whether that was right; a transfer over the network does not ask for it.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether what was copied stays when it is stopped, for a later run; transfers over the network always keep it.</summary>
    public bool KeepsStopped { get; init; }

    /// <summary>What to hash while the bytes arrive.</summary>
    public HashKinds Hashes { get; init; } = HashKinds.Sha256;

    /// <summary>The environment variable that holds the key, named when the host asks for one; null names none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The bearer token for one hop's address; null sends none.</summary>
    public Func<Uri, string?> TokenFor { get; init; } = static _ => null;
}
