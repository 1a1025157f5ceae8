using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Verification;

/// <summary>One kind of hash that a source may promise and a file may be compared by.</summary>
/// <param name="Word">The word in reports.</param>
/// <param name="Kind">What must be computed for it.</param>
/// <param name="IsStrong">True for a cryptographic hash of the whole file.</param>
/// <param name="MayOutvote">
/// True when it may hold against a broken stronger promise: it cannot be forged, or it alone survives an edited header.
/// </param>
/// <param name="Expected">The promised value, null when there is none worth comparing.</param>
/// <param name="Actual">The file's value, null when it was not computed or does not exist.</param>
/// <param name="AreEqual">Whether promise and value agree.</param>
internal sealed record HashComparison(
    string Word,
    HashKinds Kind,
    bool IsStrong,
    bool MayOutvote,
    Func<ExpectedHashes, string?> Expected,
    Func<FileHashes, string?> Actual,
    Func<string, string, bool> AreEqual
)
{
    /// <summary>True when no byte of the file can be another one without its being seen.</summary>
    internal bool IsOfWholeFile => IsStrong || Word == "autov2";

    // What AutoV3 is of a file without tensors: the hash of nothing, which many broken records carry.
    private const string HashOfNothing = "e3b0c44298fc";

    /// <summary>The strongest first.</summary>
    internal static readonly IReadOnlyList<HashComparison> Ordered =
    [
        new("sha256", HashKinds.Sha256, true, true, e => e.Sha256, a => a.Sha256, Same),
        new("blake3", HashKinds.Blake3, true, true, e => e.Blake3, a => a.Blake3, Same),
        new("autov3", HashKinds.TensorSha256, false, true, AutoV3, a => a.TensorSha256, IsStart),
        new("autov2", HashKinds.Sha256, false, false, AutoV2, a => a.Sha256, IsStart),
        new("crc32", HashKinds.Crc32, false, false, e => e.Crc32, a => a.Crc32, SameInEitherOrder),
    ];

    private static string? AutoV3(ExpectedHashes expected) =>
        expected.AutoV3 is { Length: >= 12 } value && !IsStart(HashOfNothing, value) ? value : null;

    // The first ten digits of the SHA-256 by definition; fewer would hold by chance.
    private static string? AutoV2(ExpectedHashes expected) => expected.AutoV2 is { Length: 10 } value ? value : null;

    private static bool Same(string expected, string actual) =>
        expected.Equals(actual, StringComparison.OrdinalIgnoreCase);

    private static bool IsStart(string expected, string actual) =>
        actual.StartsWith(expected, StringComparison.OrdinalIgnoreCase);

    // Civitai's scanner prints the four bytes from the lowest up, everyone else from the highest down.
    private static bool SameInEitherOrder(string expected, string actual) =>
        Same(expected, actual)
        || Same(expected, string.Concat(actual.Chunk(2).Reverse().Select(pair => new string(pair))));
}
