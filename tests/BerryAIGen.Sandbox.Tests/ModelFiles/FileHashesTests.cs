using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Sandbox.ModelFiles;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.ModelFiles;

public sealed class FileHashesTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public void Checksums_have_the_byte_order_of_the_site() =>
        FileHashes.Of(new StoredBytes("hello world"u8.ToArray())).Crc32.ShouldBe("85114A0D");

    // The official test vectors: bytes 0 to 250, again and again.
    [Theory]
    [InlineData(0, "AF1349B9F5F9A1A6A0404DEA36DCC9499BCB25C9ADC112B7CC9A93CAE41F3262")]
    [InlineData(1, "2D3ADEDFF11B61F14C886E35AFA036736DCD87A74D27B5C1510225D0F592E213")]
    [InlineData(1024, "42214739F095A406F3FC83DEB889744AC00DF831C10DAA55189B5D121C855AF7")]
    [InlineData(1025, "D00278AE47EB27B34FAECF67B4FE263F82D5412916C1FFD97C8CB7FB814B8444")]
    [InlineData(31744, "62B6960E1A44BCC1EB1A611A8D6235B6B4B78F32E7ABC4FB4C6CDCCE94895C47")]
    public void Blake3_is_that_of_the_official_vectors(int length, string hash)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();

        FileHashes.Of(new StoredBytes(bytes)).Blake3.ShouldBe(hash);
    }

    [Fact]
    public void The_hashes_of_a_file_are_those_of_its_bytes()
    {
        var file = sandbox.Server.Catalogue.GetVersion(6100261).Files[0];
        var bytes = file.Content.ToArray();
        var header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);

        file.Hashes.Sha256.ShouldBe(Hex(bytes));
        file.Hashes.AutoV1.ShouldBe(Hex(bytes.AsSpan(0x100000, 0x10000))[..8]);
        file.Hashes.AutoV2.ShouldBe(Hex(bytes)[..10]);
        file.Hashes.AutoV3.ShouldBe(Hex(bytes.AsSpan(8 + header))[..12]);
        bytes.Length.ShouldBe(64 * 1024 * 1024);
    }

    [Fact]
    public void Small_files_have_no_AutoV1() =>
        sandbox.Server.Catalogue.GetVersion(146759).Files[0].Hashes.AutoV1.ShouldBeNull();

    [Fact]
    public async Task The_same_seed_gives_the_same_files()
    {
        await using var other = await SandboxServer.StartAsync(
            new SandboxOptions(),
            TestContext.Current.CancellationToken
        );

        var files = sandbox.Server.Catalogue.Files.Where(file => file.Spec.Kilobytes < 1024).ToList();

        files.Count.ShouldBeGreaterThan(300);
        files.ShouldAllBe(file =>
            file.Content.ToArray().SequenceEqual(other.Catalogue.FindFile(file.Id)!.Content.ToArray())
        );
    }

    [Fact]
    public void A_file_can_be_read_from_any_byte()
    {
        var content = sandbox.Server.Catalogue.GetVersion(290640).Files[0].Content;
        var whole = content.ToArray();

        foreach (var offset in (int[])[0, 1, 7, 1000, 1001, 3333, whole.Length - 9])
        {
            var part = new byte[Math.Min(777, whole.Length - offset)];
            content.Read(offset, part);
            part.ShouldBe(whole.AsSpan(offset, part.Length).ToArray(), $"from {offset}");
        }
    }

    [Fact]
    public void Safetensors_files_hold_what_their_header_says()
    {
        var files = sandbox
            .Server.Catalogue.Files.Where(file => file.Name.EndsWith(".safetensors", StringComparison.Ordinal))
            .ToList();

        files.Count.ShouldBeGreaterThan(200);
        files.ShouldAllBe(file => SafetensorsEnd(file.Content) == file.Content.Length);
    }

    private static long SafetensorsEnd(FileContent content)
    {
        var start = new byte[8];
        content.Read(0, start);
        var header = new byte[BinaryPrimitives.ReadInt64LittleEndian(start)];
        content.Read(8, header);
        using var json = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetString(header));
        var ends = json
            .RootElement.EnumerateObject()
            .Where(tensor => tensor.Name != "__metadata__")
            .Select(tensor => tensor.Value.GetProperty("data_offsets")[1].GetInt64());
        return 8 + header.Length + ends.Max();
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
