using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Verification;

/// <summary>
/// Compares a complete part with what its source promised: the strongest promise decides, and when it is broken the
/// others are asked, because sources publish wrong hashes (civitai/civitai#426) and headers get edited. What can be forged
/// in seconds speaks only while nothing stronger is broken.
/// </summary>
public static class Verifier
{
    // Sources give sizes in KiB, some of them rounded.
    private const long SizeTolerance = 1024;

    /// <summary>What to hash while the bytes arrive: our own SHA-256 and blocks, and the strongest that is promised.</summary>
    public static HashKinds NeededFor(ExpectedHashes expected) =>
        HashKinds.Sha256
        | HashKinds.BlockCrc32
        | (HashComparison.Ordered.FirstOrDefault(hash => IsPromised(hash, expected))?.Kind ?? HashKinds.None);

    /// <summary>Whether a hash of the whole file is promised, so that no mixture of two files passes.</summary>
    public static bool CanDecide(ExpectedHashes expected) =>
        !string.IsNullOrEmpty(expected.GitSha1)
        || HashComparison.Ordered.Any(hash => hash.IsOfWholeFile && IsPromised(hash, expected));

    /// <summary>The verdict; reads the part once more only when the strongest promise is broken and others are left.</summary>
    /// <param name="partPath">The complete part.</param>
    /// <param name="actual">What was hashed while the bytes arrived.</param>
    /// <param name="expected">What the source promises.</param>
    /// <param name="expectedSizeBytes">The promised size, null when there is none.</param>
    /// <param name="cancellationToken">Stops the second read.</param>
    /// <exception cref="IOException">The part cannot be read.</exception>
    public static async Task<VerificationVerdict> VerifyAsync(
        string partPath,
        FileHashes actual,
        ExpectedHashes expected,
        long? expectedSizeBytes,
        CancellationToken cancellationToken
    )
    {
        var verdict = Check(actual, expected, expectedSizeBytes);
        if (expected is { GitSha1: { } promise, Sha256: null, Blake3: null })
        {
            return verdict.Outcome == VerificationOutcome.Failed
                ? verdict
                : Named(promise, await GitName.ComputeAsync(partPath, cancellationToken).ConfigureAwait(false));
        }

        var promised = HashComparison
            .Ordered.Where(hash => IsPromised(hash, expected))
            .Aggregate(HashKinds.None, (kinds, hash) => kinds | hash.Kind);
        if (verdict.Outcome != VerificationOutcome.Failed || (promised & ~HashKinds.Sha256) == 0)
        {
            return verdict;
        }

        var all = await FileHashing
            .ComputeAsync(partPath, promised | HashKinds.Sha256, null, cancellationToken)
            .ConfigureAwait(false);
        return Check(all, expected, expectedSizeBytes);
    }

    /// <summary>The verdict by what is computed; promises without a computed value are passed over.</summary>
    public static VerificationVerdict Check(FileHashes actual, ExpectedHashes expected, long? expectedSizeBytes)
    {
        List<string> broken = [];
        foreach (var hash in HashComparison.Ordered)
        {
            if (!IsPromised(hash, expected) || hash.Actual(actual) is not { } value)
            {
                continue;
            }

            var promise = hash.Expected(expected)!;
            if (!hash.AreEqual(promise, value))
            {
                broken.Add($"{hash.Word} expected {promise}, actual {value[..Math.Min(promise.Length, value.Length)]}");
            }
            else if (broken.Count == 0 || hash.MayOutvote)
            {
                return Held(hash, broken, actual, expectedSizeBytes);
            }
        }

        return broken.Count > 0
            ? new(VerificationOutcome.Failed, "none", $"The file is not the promised one: {string.Join("; ", broken)}.")
            : BySize(actual.SizeBytes, expectedSizeBytes);
    }

    private static VerificationVerdict Named(string promise, string actual) =>
        actual.Equals(promise, StringComparison.OrdinalIgnoreCase)
            ? new(VerificationOutcome.Verified, GitName.Word, null)
            : new(
                VerificationOutcome.Failed,
                "none",
                $"The file is not the promised one: {GitName.Word} expected {promise}, actual {actual}."
            );

    private static VerificationVerdict Held(
        HashComparison hash,
        List<string> broken,
        FileHashes actual,
        long? expectedSizeBytes
    )
    {
        // 32 bits are too few to stand alone when the size contradicts them.
        if (hash.Kind == HashKinds.Crc32 && !IsSize(actual.SizeBytes, expectedSizeBytes))
        {
            return BySize(actual.SizeBytes, expectedSizeBytes);
        }

        var outcome = hash.IsStrong ? VerificationOutcome.Verified : VerificationOutcome.Weak;
        var message =
            broken.Count > 0
                ? $"The {hash.Word} is the promised one, but {string.Join("; ", broken)}: the source's record is wrong or the header was edited."
            : hash.IsStrong ? null
            : $"Only the {hash.Word} could be compared; it is the promised one.";
        return new(outcome, hash.Word, message);
    }

    private static VerificationVerdict BySize(long actual, long? expected) =>
        expected is null
            ? new(VerificationOutcome.Unverified, "none", "The source promises no hash, so nothing could be compared.")
        : IsSize(actual, expected)
            ? new(VerificationOutcome.Weak, "size", "The source promises no hash; only the size could be compared.")
        : new(
            VerificationOutcome.Failed,
            "none",
            $"The file is not the promised one: size expected {expected} bytes, actual {actual}."
        );

    private static bool IsSize(long actual, long? expected) =>
        expected is null || Math.Abs(actual - expected.Value) < SizeTolerance;

    private static bool IsPromised(HashComparison hash, ExpectedHashes expected) =>
        !string.IsNullOrEmpty(hash.Expected(expected));
}
