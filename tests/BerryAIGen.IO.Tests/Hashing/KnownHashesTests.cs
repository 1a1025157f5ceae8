using BerryAIGen.IO.Checksums;
using BerryAIGen.IO.Hashing;
using BerryAIGen.IO.Tests.Safetensors;

namespace BerryAIGen.IO.Tests.Hashing;

/// <summary>Hashes that sha256sum, b3sum and Python's zlib computed; sizes lie around the blocks and windows of the hashes.</summary>
public sealed class KnownHashesTests
{
    // csharpier-ignore
    [Theory]
    [InlineData(
        0,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "e3b0c442",
        "00000000",
        "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
    )]
    [InlineData(
        1,
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "e3b0c442",
        "d202ef8d",
        "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"
    )]
    [InlineData(
        63,
        "30b345906b493f06f69444b6521113511c242f30e29840462950035043682f1e",
        "e3b0c442",
        "fd395ff8",
        "05ea11bb8b03801cb11b92b2272a09a1091445ab2be91f5012845aa745899cce"
    )]
    [InlineData(
        64,
        "d8bc63b4fc1156e5e7d95a418b9bf54cd3174bedbc2db40f74895349b229b3c0",
        "e3b0c442",
        "d324a7d4",
        "91879ebe9cbc1b03e7d14eeb052ace3b17c666416098b545f2b070c8624bc94a"
    )]
    [InlineData(
        1024,
        "02fb5322ef73ac36022788d2fd5e36e5f9c9ab03311d5c83dab1d877cc6d09d2",
        "e3b0c442",
        "092c28f8",
        "ae98fc59952068b1a72b0b9c1931bab872fded37a87da4c4a4765a0face85638"
    )]
    [InlineData(
        65536,
        "568f12ba93e8dab920795c710afd644df68be7132c0e49e8bb72270d8339bc40",
        "e3b0c442",
        "37943fdb",
        "34f8f827a7778da7988e56dbf4c6f009b4e1b3c58be3bd7d5e57d4abd5b07ffa"
    )]
    [InlineData(
        1048577,
        "7d129a470ea3dee543fdd2b4423cb950a5037750f9427a1b4b6488a7b7ff574c",
        "4ae81572",
        "7d9c4c6a",
        "f12ef13e0ea965895ab91f8873a297f3115047117cab07910fa44812629f4ce8"
    )]
    [InlineData(
        1114112,
        "6bc5e511c20935d58984f4baf545de595f8687590f2d275ca7b3684ae25945ab",
        "0b256315",
        "fa92b7d7",
        "3030900b19fc34dcd550895e7f3287c3bf607fd2a19354d951bf5a4353b5b9b6"
    )]
    [InlineData(
        1500000,
        "78e038293fce74b6d0afbffada5f5ee05916b254c9f17e537b5ab4f2fa62f5fe",
        "0b256315",
        "820cbbf9",
        "6a006f322a61ceb9488875bd5ed1fb9ba718f9be46e6957faf19beadcff4c85d"
    )]
    [InlineData(
        2097151,
        "b9da7f5af61aa14411ce4483d4bfb011bd549f722182ba1fb06bbb955023343e",
        "0b256315",
        "50ac3a88",
        "e104d65565dcc0e790428806f488cc4719fc34ae2fe448d198a24d743aa6e4b5"
    )]
    [InlineData(
        2097152,
        "32f2f6348e3793a665a49d4c8b699f8e837926322f60544e64869b039ab171a1",
        "0b256315",
        "c88897ca",
        "e1a5733f4bf47df3c0e2fd4c6e44d722425403598ebaf4dd7dc2f4f4dc0287c2"
    )]
    public void Generated_content_has_the_hashes_of_independent_programs(
        int size,
        string sha256,
        string autoV1,
        string crc32,
        string blake3
    )
    {
        var hashes = Hash(SampleBytes.Generated(size));

        hashes.ShouldBe(
            new FileHashes
            {
                SizeBytes = size,
                Sha256 = sha256,
                AutoV1 = autoV1,
                Crc32 = crc32,
                Blake3 = blake3,
            }
        );
        hashes.AutoV2.ShouldBe(sha256[..10]);
    }

    [Fact]
    public void Eleven_bytes_have_the_hashes_that_civitai_shows_for_them()
    {
        var hashes = Hash("hello world"u8);

        hashes.Sha256.ShouldBe("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
        hashes.Blake3.ShouldBe("d74981efa70a0c880b8d8c1985d075dbcbf679b99a5f9914e5aaf96b831a9e24");
        Crc32.Equivalent(hashes.Crc32!, "85114A0D").ShouldBeTrue();
    }

    [Fact]
    public void An_edited_header_changes_the_hash_of_the_file_and_not_that_of_the_tensors()
    {
        var original = Hash(SafetensorsBytes.Build(SafetensorsBytes.TwoTensors, 13));
        var edited = Hash(SafetensorsBytes.Build(SafetensorsBytes.TwoTensors.Replace("pt", "np"), 13));

        edited.Sha256.ShouldNotBe(original.Sha256);
        original.TensorSha256.ShouldBe("6200cd09a5ba272892790c4b8f8f2e9c7bf93f8d6c15af367dce004529fc6259");
        edited.TensorSha256.ShouldBe(original.TensorSha256);
        edited.AutoV3.ShouldBe(original.TensorSha256![..12]);
    }

    private static FileHashes Hash(ReadOnlySpan<byte> content)
    {
        using var hasher = new FileHasher(HashKinds.All);
        hasher.Append(content);
        return hasher.Finish();
    }
}
