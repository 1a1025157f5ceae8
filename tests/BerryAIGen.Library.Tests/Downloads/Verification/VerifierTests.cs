using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Verification;

public sealed class VerifierTests : IDisposable
{
    private static readonly string Other = new('0', 64);

    private readonly TemporaryFolder _folder = new();
    private readonly string _part;

    public VerifierTests() => _part = _folder.Write("model.part", Recipe.A(5000));

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<FileHashes> AllHashesAsync() => FileHashing.ComputeAsync(_part, HashKinds.All, null, Token);

    private async Task<VerificationVerdict> VerifyAsync(ExpectedHashes expected, long? size = null)
    {
        var actual = await FileHashing.ComputeAsync(_part, Verifier.NeededFor(expected), null, Token);
        return await Verifier.VerifyAsync(_part, actual, expected, size, Token);
    }

    [Fact]
    public async Task An_equal_sha256_verifies_whatever_the_announced_size()
    {
        var all = await AllHashesAsync();

        var verdict = await VerifyAsync(new() { Sha256 = all.Sha256!.ToUpperInvariant() }, size: 1);

        (verdict.Outcome, verdict.VerifiedBy, verdict.Failure).ShouldBe((VerificationOutcome.Verified, "sha256", null));
    }

    [Fact]
    public async Task Another_sha256_fails_and_names_both()
    {
        var all = await AllHashesAsync();

        var verdict = await VerifyAsync(new() { Sha256 = Other });

        verdict.Outcome.ShouldBe(VerificationOutcome.Failed);
        verdict.Failure!.Code.ShouldBe(FailureCode.Verification);
        verdict.Failure.Message.ShouldContain(Other);
        verdict.Failure.Message.ShouldContain(all.Sha256!);
    }

    [Fact]
    public async Task A_wrong_sha256_beside_an_equal_blake3_verifies_and_says_that_the_record_is_wrong()
    {
        var all = await AllHashesAsync();

        var verdict = await VerifyAsync(new() { Sha256 = Other, Blake3 = all.Blake3 });

        (verdict.Outcome, verdict.VerifiedBy).ShouldBe((VerificationOutcome.Verified, "blake3"));
        verdict.Message!.ShouldContain("sha256 expected " + Other);
    }

    [Fact]
    public async Task A_wrong_sha256_beside_wrong_others_fails_and_lists_them()
    {
        var verdict = await VerifyAsync(
            new()
            {
                Sha256 = Other,
                Blake3 = Other,
                Crc32 = "00000000",
            }
        );

        verdict.Outcome.ShouldBe(VerificationOutcome.Failed);
        verdict.Message!.ShouldContain("blake3 expected");
        verdict.Message!.ShouldContain("crc32 expected");
    }

    [Theory]
    [InlineData("autov2")]
    [InlineData("crc32")]
    public async Task A_forgeable_checksum_does_not_outvote_a_broken_hash(string kind)
    {
        var all = await AllHashesAsync();
        var expected = new ExpectedHashes
        {
            Sha256 = Other,
            Blake3 = Other,
            AutoV2 = kind == "autov2" ? all.AutoV2 : null,
            Crc32 = kind == "crc32" ? all.Crc32 : null,
        };

        var verdict = await VerifyAsync(expected, size: 5000);

        (verdict.Outcome, verdict.VerifiedBy).ShouldBe((VerificationOutcome.Failed, "none"));
        verdict.Message!.ShouldContain("blake3 expected " + Other);
    }

    [Fact]
    public async Task A_broken_sha256_alone_is_not_mended_by_a_crc32()
    {
        var all = await AllHashesAsync();

        var verdict = await VerifyAsync(new() { Sha256 = Other, Crc32 = all.Crc32 }, size: 5000);

        verdict.Outcome.ShouldBe(VerificationOutcome.Failed);
    }

    [Fact]
    public void The_tensors_alone_may_outvote_a_broken_sha256_because_headers_get_edited()
    {
        var tensors = new string('a', 64);
        var actual = new FileHashes
        {
            SizeBytes = 1,
            Sha256 = tensors,
            TensorSha256 = tensors,
        };

        var verdict = Verifier.Check(actual, new() { Sha256 = Other, AutoV3 = tensors[..12] }, null);

        (verdict.Outcome, verdict.VerifiedBy).ShouldBe((VerificationOutcome.Weak, "autov3"));
        verdict.Message!.ShouldContain("sha256 expected " + Other);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(11)]
    public async Task An_autov2_of_another_length_than_ten_digits_is_no_promise(int digits)
    {
        var all = await AllHashesAsync();

        var verdict = await VerifyAsync(new() { AutoV2 = all.Sha256![..digits] });

        verdict.Outcome.ShouldBe(VerificationOutcome.Unverified);
    }

    [Fact]
    public async Task Autov2_alone_is_a_weak_verdict()
    {
        var all = await AllHashesAsync();

        var verdict = await VerifyAsync(new() { AutoV2 = all.AutoV2 });

        (verdict.Outcome, verdict.VerifiedBy).ShouldBe((VerificationOutcome.Weak, "autov2"));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(64)]
    public async Task Autov3_is_compared_by_the_digits_that_the_source_gives(int digits)
    {
        var tensors = new string('a', 64);
        var actual = new FileHashes
        {
            SizeBytes = 1,
            Sha256 = Other,
            TensorSha256 = tensors,
        };

        var verdict = Verifier.Check(actual, new() { AutoV3 = tensors[..digits] }, null);

        (verdict.Outcome, verdict.VerifiedBy).ShouldBe((VerificationOutcome.Weak, "autov3"));
        await Task.CompletedTask;
    }

    [Fact]
    public void The_hash_of_nothing_is_no_promise()
    {
        var actual = new FileHashes
        {
            SizeBytes = 1,
            Sha256 = Other,
            TensorSha256 = Other,
        };

        var verdict = Verifier.Check(actual, new() { AutoV3 = "e3b0c44298fc" }, null);

        verdict.Outcome.ShouldBe(VerificationOutcome.Unverified);
    }

    [Fact]
    public async Task Crc32_holds_in_either_byte_order()
    {
        var all = await AllHashesAsync();
        var reversed = string.Concat(Enumerable.Range(0, 4).Select(i => all.Crc32!.Substring(6 - (2 * i), 2)));
        reversed.ShouldNotBe(all.Crc32);

        var usual = await VerifyAsync(new() { Crc32 = all.Crc32 }, size: 5000);
        var turned = await VerifyAsync(new() { Crc32 = reversed }, size: 5000);

        (usual.Outcome, usual.VerifiedBy).ShouldBe((VerificationOutcome.Weak, "crc32"));
        (turned.Outcome, turned.VerifiedBy).ShouldBe((VerificationOutcome.Weak, "crc32"));
    }

    [Fact]
    public async Task An_equal_crc32_with_another_size_fails()
    {
        var all = await AllHashesAsync();

        var verdict = await VerifyAsync(new() { Crc32 = all.Crc32 }, size: 50_000);

        verdict.Outcome.ShouldBe(VerificationOutcome.Failed);
    }

    [Theory]
    [InlineData(null, VerificationOutcome.Unverified, "none")]
    [InlineData(5000L, VerificationOutcome.Weak, "size")]
    [InlineData(5120L, VerificationOutcome.Weak, "size")]
    [InlineData(9000L, VerificationOutcome.Failed, "none")]
    public async Task Without_a_hash_only_the_size_can_speak(long? size, VerificationOutcome outcome, string by)
    {
        var verdict = await VerifyAsync(ExpectedHashes.None, size);

        (verdict.Outcome, verdict.VerifiedBy).ShouldBe((outcome, by));
    }

    [Fact]
    public void Only_the_strongest_promise_is_hashed_while_the_bytes_arrive()
    {
        const HashKinds ours = HashKinds.Sha256 | HashKinds.BlockCrc32;

        Verifier
            .NeededFor(
                new()
                {
                    Sha256 = Other,
                    Blake3 = Other,
                    AutoV3 = Other,
                }
            )
            .ShouldBe(ours);
        Verifier.NeededFor(new() { Blake3 = Other }).ShouldBe(ours | HashKinds.Blake3);
        Verifier.NeededFor(ExpectedHashes.None).ShouldBe(ours);
    }
}
