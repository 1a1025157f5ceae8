using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Checks;

/// <summary>Compares what was recorded of a file with what was computed now.</summary>
internal static class HashDifferences
{
    private static readonly (
        string Word,
        Func<RecordedHashes, string?> Recorded,
        Func<FileHashes, string?> Now
    )[] All =
    [
        ("sha256", recorded => recorded.Sha256, now => now.Sha256),
        ("blake3", recorded => recorded.Blake3, now => now.Blake3),
        ("tensor_sha256", recorded => recorded.TensorSha256, now => now.TensorSha256),
        ("crc32", recorded => recorded.Crc32, now => now.Crc32),
        ("autov1", recorded => recorded.Autov1, now => now.AutoV1),
    ];

    // The hash of nothing, which every file without tensors has.
    private const string HashOfNothing = "e3b0c44298fc";

    /// <summary>Whether everything behind the header is as it was; false when there is nothing.</summary>
    public static bool HasSameTensors(RecordedHashes recorded, FileHashes now) =>
        recorded.TensorSha256 is { } expected
        && !expected.StartsWith(HashOfNothing, StringComparison.Ordinal)
        && now.TensorSha256?.StartsWith(expected, StringComparison.Ordinal) == true;

    /// <summary>The words of the hashes that differ; a shorter recorded one is compared as far as it goes.</summary>
    public static IReadOnlyList<string> Of(RecordedHashes recorded, FileHashes now) =>
        [
            .. All.Where(hash =>
                    hash.Recorded(recorded) is { } expected
                    && hash.Now(now)?.StartsWith(expected, StringComparison.OrdinalIgnoreCase) != true
                )
                .Select(hash => hash.Word),
        ];

    /// <summary>The strongest that was recorded.</summary>
    public static string Strongest(RecordedHashes recorded) =>
        All.First(hash => hash.Recorded(recorded) is not null).Word;

    /// <summary>Whether the strongest one of the whole file is equal.</summary>
    public static bool HoldsStrongest(RecordedHashes recorded, IReadOnlyList<string> broken) =>
        Strongest(recorded) is var word && !broken.Contains(word);
}
