using BerryAIGen.IO.Checksums;
using BerryAIGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.IO.Tests.Checksums;

public sealed class Blake3Tests
{
    /// <summary>Every way this processor can go; a wider one takes narrower ones for the rest.</summary>
    public static TheoryData<int> Widths { get; } =
    [.. Enum.GetValues<VectorWidth>().Where(width => width <= Blake3Lanes.Widest).Select(width => (int)width)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_official_vectors_come_out(int width)
    {
        // Length and hash from test_vectors.json of BLAKE3; the input is 0, 1, … 250 over and over.
        (int Length, string Hash)[] vectors =
        [
            (0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"),
            (1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"),
            (64, "4eed7141ea4a5cd4b788606bd23f46e212af9cacebacdc7d1f4c6dc7f2511b98"),
            (65, "de1e5fa0be70df6d2be8fffd0e99ceaa8eb6e8c93a63f2d8d1c30ecb6b263dee"),
            (127, "d81293fda863f008c09e92fc382a81f5a0b4a1251cba1634016a0f86a6bd640d"),
            (1023, "10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11"),
            (1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"),
            (2048, "e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a"),
            (3073, "7124b49501012f81cc7f11ca069ec9226cecb8a2c850cfe644e327d22d3e1cd3"),
            (8192, "aae792484c8efe4f19e2ca7d371d8c467ffb10748d8a5a1ae579948f718a2a63"),
            (16384, "f875d6646de28985646f34ee13be9a576fd515f76b5b0a26bb324735041ddde4"),
            (31744, "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47"),
            (102400, "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085"),
        ];

        foreach (var (length, hash) in vectors)
        {
            Hash(SampleBytes.Counting(length), (VectorWidth)width).ShouldBe(hash, $"{length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Vectors_and_pieces_change_nothing(int width)
    {
        Prop.ForAll(
                Pieces.Any,
                pieces =>
                {
                    var hash = new Blake3((VectorWidth)width);
                    pieces.Feed(hash.Append);
                    Finish(hash).ShouldBe(Hash(pieces.Content, VectorWidth.Scalar));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task The_reference_program_agrees_on_a_long_file()
    {
        using var folder = new TemporaryFolder();
        var content = SampleBytes.Generated(5_000_011);
        var path = folder.Write("long.bin", content);

        var reference = await Tool.RunAsync("b3sum", "--no-names", path);

        Hash(content, Blake3Lanes.Widest).ShouldBe(reference.Trim());
    }

    [Fact]
    public void The_hash_can_be_taken_once()
    {
        var hash = new Blake3();
        Should.Throw<ArgumentOutOfRangeException>(() => hash.Finish(new byte[Blake3.HashBytes - 1]));
        Finish(hash);

        Should.Throw<InvalidOperationException>(() => Finish(hash));
        Should.Throw<InvalidOperationException>(() => hash.Append("more"u8));
    }

    private static string Hash(ReadOnlySpan<byte> content, VectorWidth width)
    {
        var hash = new Blake3(width);
        hash.Append(content);
        return Finish(hash);
    }

    private static string Finish(Blake3 hash)
    {
        var bytes = new byte[Blake3.HashBytes];
        hash.Finish(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
