using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Cli.Output;

/// <summary>The hashes of files, all lower-case hex.</summary>
internal sealed record HashDocument(IReadOnlyList<HashRow> Files);

internal sealed record HashRow
{
    public required string Path { get; init; }

    public long? Size { get; init; }

    public string? Sha256 { get; init; }

    public string? Autov1 { get; init; }

    public string? Autov2 { get; init; }

    public string? Autov3 { get; init; }

    public string? Crc32 { get; init; }

    public string? Blake3 { get; init; }

    public string? TensorSha256 { get; init; }

    /// <summary>Why there are no hashes; null when there are.</summary>
    public ErrorBody? Error { get; init; }

    public static HashRow From(string path, FileHashes hashes) =>
        new()
        {
            Path = path,
            Size = hashes.SizeBytes,
            Sha256 = hashes.Sha256,
            Autov1 = hashes.AutoV1,
            Autov2 = hashes.AutoV2,
            Autov3 = hashes.AutoV3,
            Crc32 = hashes.Crc32,
            Blake3 = hashes.Blake3,
            TensorSha256 = hashes.TensorSha256,
        };

    /// <summary>The hashes that apply, for a person.</summary>
    public IEnumerable<(string Name, string Value)> Lines() =>
        new (string Name, string? Value)[]
        {
            ("sha256", Sha256),
            ("autov1", Autov1),
            ("autov2", Autov2),
            ("autov3", Autov3),
            ("crc32", Crc32),
            ("blake3", Blake3),
            ("tensor_sha256", TensorSha256),
        }
            .Where(hash => hash.Value is not null)
            .Select(hash => (hash.Name, hash.Value!));
}
