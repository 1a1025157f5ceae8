using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Verification;

/// <summary>What is a promise, and how far each one goes.</summary>
public sealed class PromiseTests
{
    private static readonly string Hash = new('a', 64);

    [Theory]
    [InlineData(1023, VerificationOutcome.Weak)]
    [InlineData(1024, VerificationOutcome.Failed)]
    public void A_size_may_differ_by_what_a_rounding_to_kibibytes_takes(int more, VerificationOutcome outcome)
    {
        var actual = new FileHashes { SizeBytes = 5000 };

        Verifier.Check(actual, new ExpectedHashes(), 5000 + more).Outcome.ShouldBe(outcome);
        Verifier.Check(actual, new ExpectedHashes(), 5000 - more).Outcome.ShouldBe(outcome);
    }

    [Theory]
    [InlineData(11, VerificationOutcome.Unverified)]
    [InlineData(12, VerificationOutcome.Weak)]
    public void An_autov3_of_fewer_than_twelve_digits_is_no_promise(int digits, VerificationOutcome outcome)
    {
        var actual = new FileHashes { SizeBytes = 1, TensorSha256 = Hash };

        Verifier.Check(actual, new ExpectedHashes { AutoV3 = Hash[..digits] }, null).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void Only_a_hash_of_every_byte_lets_pieces_of_several_hosts_be_joined()
    {
        Verifier.CanDecide(new ExpectedHashes { Sha256 = Hash }).ShouldBeTrue();
        Verifier.CanDecide(new ExpectedHashes { Blake3 = Hash }).ShouldBeTrue();
        Verifier.CanDecide(new ExpectedHashes { AutoV2 = Hash[..10] }).ShouldBeTrue();
        Verifier.CanDecide(new ExpectedHashes { GitSha1 = Hash[..40] }).ShouldBeTrue();
        Verifier.CanDecide(new ExpectedHashes { AutoV3 = Hash[..12] }).ShouldBeFalse();
        Verifier.CanDecide(new ExpectedHashes { Crc32 = Hash[..8] }).ShouldBeFalse();
        Verifier.CanDecide(new ExpectedHashes()).ShouldBeFalse();
    }

    // As "git hash-object" says of these twelve bytes.
    [Fact]
    public async Task Git_names_a_file_by_its_length_and_its_bytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.txt", "hello world\n"u8.ToArray());

        (await GitName.ComputeAsync(path, TestContext.Current.CancellationToken)).ShouldBe(
            "3b18e512dba79e4c8300dd08aeb37f8e728b8dad"
        );
    }
}
