using BerryAIGen.IO.Hashing;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>A finished transfer: the complete part and what its bytes are.</summary>
public sealed record TransferResult
{
    public required string PartPath { get; init; }

    /// <summary>The address that gave the last byte: the first one, or a mirror.</summary>
    public required Uri Address { get; init; }

    /// <summary>True when bytes of several hosts or addresses were put together in this run.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The size of the complete part.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Bytes that came over the network in this run; less than the size after a resume.</summary>
    public required long TransferredBytes { get; init; }

    public required FileHashes Hashes { get; init; }

    /// <summary>The name that the server gave in Content-Disposition, raw and not to be trusted.</summary>
    public string? AnnouncedName { get; init; }
}
