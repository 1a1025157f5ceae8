using System.Security.Cryptography;
using BerryAIGen.IO.Hashing;
using BerryAIGen.IO.Tests.Safetensors;
using BerryAIGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.IO.Tests.Hashing;

public sealed class FileHasherTests
{
    [Fact]
    public void Pieces_change_nothing()
    {
        Prop.ForAll(
                Pieces.Any,
                pieces =>
                {
                    using var hasher = new FileHasher(HashKinds.All);
                    pieces.Feed(hasher.Append);
                    hasher.Finish().ShouldBe(Hash(pieces.Content));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Pieces_of_a_safetensors_file_change_nothing()
    {
        var file = SafetensorsBytes.Build("  " + SafetensorsBytes.TwoTensors, 13);
        var expected = Convert.ToHexStringLower(SHA256.HashData(file.AsSpan(file.Length - 13)));

        for (var size = 1; size <= file.Length; size++)
        {
            using var hasher = new FileHasher(HashKinds.TensorSha256);
            foreach (var piece in file.Chunk(size))
            {
                hasher.Append(piece);
            }

            hasher.Finish().TensorSha256.ShouldBe(expected, $"pieces of {size}");
        }
    }

    [Fact]
    public void A_brace_later_in_the_first_bytes_makes_no_safetensors_file()
    {
        using var hasher = new FileHasher(HashKinds.TensorSha256);
        foreach (var value in SafetensorsBytes.Build("[{}]", 13))
        {
            hasher.Append([value]);
        }

        hasher.Finish().TensorSha256.ShouldBeNull();
    }

    [Theory]
    [InlineData("0200000000000000", "{}", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("0200000000000000", "[]", "{", null)]
    [InlineData("0200000000000000", "  ", "{", null)]
    [InlineData("0300000000000000", "{}", "", null)]
    [InlineData("0000000000000000", "", "{}", null)]
    [InlineData("01E1F50500000000", "{}", "", null)]
    [InlineData("FFFFFFFFFFFFFFFF", "{}", "", null)]
    [InlineData("02000000", "", "", null)]
    public void Only_a_safetensors_file_has_a_hash_of_its_tensors(
        string length,
        string header,
        string data,
        string? hash
    )
    {
        byte[] file = [.. Convert.FromHexString(length), .. header.Select(c => (byte)c), .. data.Select(c => (byte)c)];

        Hash(file).TensorSha256.ShouldBe(hash);
    }

    [Theory]
    [InlineData(100_000_000, true)]
    [InlineData(100_000_001, false)]
    public void A_header_is_no_longer_than_the_format_allows(int length, bool isSafetensors)
    {
        using var hasher = new FileHasher(HashKinds.TensorSha256);
        hasher.Append(BitConverter.GetBytes((long)length));
        hasher.Append("{"u8);
        var blanks = new byte[1_000_000];
        for (var left = length - 1; left > 0; left -= blanks.Length)
            hasher.Append(blanks.AsSpan(0, Math.Min(left, blanks.Length)));

        (hasher.Finish().TensorSha256 is not null).ShouldBe(isSafetensors);
    }

    [Fact]
    public void Every_block_has_a_checksum_of_its_own_bytes_alone()
    {
        var content = SampleBytes.Generated((2 * FileHashes.BlockBytes) + 5);
        using var hasher = new FileHasher(HashKinds.BlockCrc32);
        foreach (var piece in content.Chunk(1_000_003))
            hasher.Append(piece);

        hasher
            .Finish()
            .BlockCrc32.ShouldBe(
                string.Concat(content.Chunk(FileHashes.BlockBytes).Select(block => $"{ZipBytes.Crc32(block):x8}"))
            );
    }

    [Fact]
    public void Only_the_hashes_asked_for_are_there()
    {
        using var hasher = new FileHasher(HashKinds.Crc32 | HashKinds.AutoV1);
        hasher.Append("hello world"u8);

        var hashes = hasher.Finish();

        hashes.ShouldBe(
            new FileHashes
            {
                SizeBytes = 11,
                Crc32 = "0d4a1185",
                AutoV1 = "e3b0c442",
            }
        );
        hashes.AutoV2.ShouldBeNull();
        hashes.AutoV3.ShouldBeNull();
    }

    [Fact]
    public void The_hashes_can_be_taken_once()
    {
        using var hasher = new FileHasher(HashKinds.Sha256);
        hasher.Finish();

        Should.Throw<InvalidOperationException>(() => hasher.Finish());
        Should.Throw<InvalidOperationException>(() => hasher.Append("more"u8));
    }

    private static FileHashes Hash(ReadOnlySpan<byte> content)
    {
        using var hasher = new FileHasher(HashKinds.All);
        hasher.Append(content);
        return hasher.Finish();
    }
}
