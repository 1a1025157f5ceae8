using System.Text.Json.Nodes;
using BerryAIGen.IO.Hashing;

namespace BerryAIGen.Library.Records;

/// <summary>The hashes by which a file was known when it was right; lower-case hex, each null when it was not computed.</summary>
public sealed record RecordedHashes
{
    public string? Sha256 { get; init; }

    public string? Blake3 { get; init; }

    public string? Crc32 { get; init; }

    public string? Autov1 { get; init; }

    /// <summary>Of what follows the header of a safetensors file; older records have only its first 12 digits.</summary>
    public string? TensorSha256 { get; init; }

    /// <summary>Every way in which people and programs write these hashes: whole, and as the beginnings that A1111 shows.</summary>
    public IEnumerable<string> Forms() => HashedFiles.Forms(this);

    internal bool IsEmpty => this == new RecordedHashes();

    /// <summary>What must be computed to compare with every one of them.</summary>
    internal HashKinds Kinds =>
        (Sha256 is null ? HashKinds.None : HashKinds.Sha256)
        | (Blake3 is null ? HashKinds.None : HashKinds.Blake3)
        | (Crc32 is null ? HashKinds.None : HashKinds.Crc32)
        | (Autov1 is null ? HashKinds.None : HashKinds.AutoV1)
        | (TensorSha256 is null ? HashKinds.None : HashKinds.TensorSha256);

    internal static RecordedHashes From(FileHashes hashes) =>
        new()
        {
            Sha256 = hashes.Sha256,
            Blake3 = hashes.Blake3,
            Crc32 = hashes.Crc32,
            Autov1 = hashes.AutoV1,
            TensorSha256 = hashes.TensorSha256,
        };

    /// <summary>What a sidecar tells of the bytes it was written for; null when it tells nothing.</summary>
    internal static RecordedHashes? From(JsonObject? sidecar)
    {
        var hashes = new RecordedHashes
        {
            Sha256 = Text("sha256", 64),
            Blake3 = Text("blake3", 64),
            Crc32 = Text("crc32", 8),
            Autov1 = Text("autov1", 8),
            TensorSha256 = Text("tensor_sha256", 64) ?? Text("autov3", 12),
        };
        return hashes.IsEmpty ? null : hashes;

        string? Text(string name, int digits) =>
            (sidecar?["hashes"] as JsonObject)?[name] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && text.Length == digits
            && text.All(char.IsAsciiHexDigit)
                ? text.ToLowerInvariant()
                : null;
    }
}
