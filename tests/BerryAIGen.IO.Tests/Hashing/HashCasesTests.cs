using BerryAIGen.IO.Checksums;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Hashing;

public sealed class HashCasesTests
{
    [Fact]
    public void Every_open_case_has_its_hashes()
    {
        // One case records what Civitai says about a file that is not here.
        var cases = OpenCases.List("hashes").Where(one => one.Text("rule") is null).ToList();

        cases.ShouldNotBeEmpty();
        foreach (var one in cases)
        {
            using var hasher = new FileHasher(HashKinds.All);
            hasher.Append(Content(one));
            AssertEqual(hasher.Finish(), one);
        }
    }

    private static byte[] Content(OpenCase one) =>
        one.Files.Count > 0 ? File.ReadAllBytes(Path.Combine(OpenCases.Require("hashes"), one.Files[0]))
        : one.Expected.TryGetProperty("inputLength", out var length) ? SampleBytes.Counting(length.GetInt32())
        : SampleBytes.Generated(one.Expected.GetProperty("size").GetInt32());

    private static void AssertEqual(FileHashes hashes, OpenCase one)
    {
        string? Expected(string name) => one.Text(name)?.ToLowerInvariant();

        hashes.Blake3.ShouldBe(Expected("blake3"), one.Id);
        if (Expected("sha256") is not { } sha256)
        {
            return;
        }

        hashes.Sha256.ShouldBe(sha256, one.Id);
        hashes.AutoV2.ShouldBe(Expected("autoV2"), one.Id);
        hashes.Crc32.ShouldBe(Expected("crc32Usual"), one.Id);
        Crc32.Equivalent(hashes.Crc32!, one.Text("crc32Civitai")!).ShouldBeTrue(one.Id);
        hashes.AutoV1.ShouldBe(Expected("autoV1A1111") ?? "e3b0c442", one.Id);
        hashes.TensorSha256.ShouldBe(Expected("tensorOnlySha256"), one.Id);
        hashes.AutoV3.ShouldBe(Expected("autoV3Computed"), one.Id);
    }
}
