using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Archives;

public sealed class SevenZipArchiveTests : IDisposable
{
    private static readonly byte[] Mark = [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4];
    private static readonly byte[] Content = [.. Enumerable.Range(0, 30_000).Select(at => (byte)(at % 251))];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Entries_are_listed_and_given_one_by_one()
    {
        var path = await PackAsync(("a b.bin", [1, 2, 3]), ("ü/c.bin", [4, 5]), ("@at", [6]), ("s*.txt", [7]));

        using var archive = ArchiveReader.TryOpen(path).ShouldNotBeNull();

        archive.Container.ShouldBe(Container.SevenZip);
        var files = archive
            .Entries.Where(entry => entry.Kind == ArchiveEntryKind.File)
            .ToDictionary(entry => entry.Name, entry => archive.ReadAll(entry));
        files.Keys.Order(StringComparer.Ordinal).ShouldBe(["@at", "a b.bin", "s*.txt", "ü/c.bin"]);
        files["a b.bin"].ShouldBe([1, 2, 3]);
        files["ü/c.bin"].ShouldBe([4, 5]);
        files["@at"].ShouldBe([6]);
        files["s*.txt"].ShouldBe([7]);
    }

    [Fact]
    public async Task Links_are_told()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), "/etc/passwd");
        var path = await PackAsync(("a", [1]));
        await Tool.RunAsync("7zz", "a", "-bd", "-snl", path, Path.Combine(_folder.Path, "link"));

        using var archive = ArchiveReader.TryOpen(path).ShouldNotBeNull();

        archive.Entries.Single(entry => entry.Name == "link").Kind.ShouldBe(ArchiveEntryKind.Link);
    }

    [Fact]
    public async Task A_name_with_a_line_feed_invents_no_entry_that_can_be_read()
    {
        var path = await PackAsync(("a\nPath = b", [1]), ("c", [2]));

        using var archive = ArchiveReader.TryOpen(path).ShouldNotBeNull();

        archive.Entries.Count.ShouldBe(2);
        archive.ReadAll(archive.Entries.Single(entry => entry.Name == "c")).ShouldBe([2]);
    }

    [Fact]
    public async Task A_bomb_is_stopped()
    {
        var path = await PackAsync(("bomb", new byte[40 << 20]));

        using var archive = ArchiveReader.TryOpen(path).ShouldNotBeNull();

        Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries.Single())).Error.Rule.ShouldBe("Bomb");
    }

    [Fact]
    public async Task A_corrupt_archive_fails_with_a_sentence()
    {
        var path = await PackAsync(("a", new byte[1000]));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^3] ^= 0xFF;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        Should.Throw<ArchiveException>(() => ArchiveReader.TryOpen(path)).Error.Rule.ShouldBe("ToolFailed");
    }

    [Theory]
    [InlineData("Deflate64")]
    [InlineData("BZip2")]
    [InlineData("LZMA")]
    [InlineData("PPMd")]
    public async Task A_zip_that_is_packed_in_a_rare_way_is_unpacked(string method)
    {
        var file = _folder.Write("a.bin", Content);
        var path = Path.Combine(_folder.Path, "test.zip");
        await Tool.RunAsync("7zz", "a", "-bd", $"-mm={method}", path, file);

        using var archive = ArchiveReader.TryOpen(path).ShouldNotBeNull();

        archive.ReadAll(archive.Entries.Single(), out var problem).ShouldBe(Content);
        problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_zip_that_is_packed_by_zstd_is_unpacked_and_its_checksum_compared()
    {
        var packed = await ZstdAsync();
        var zip = ZipBytes.Create([
            new ZipPart("a.bin", packed)
            {
                Method = 93,
                Size = (uint)Content.Length,
                Crc = ZipBytes.Crc32(Content),
            },
            new ZipPart("b.bin", packed)
            {
                Method = 93,
                Size = (uint)Content.Length,
                Crc = 1,
            },
        ]);

        using var archive = ArchiveReader.TryOpen(_folder.Write("test.zip", zip)).ShouldNotBeNull();
        using var inMemory = Opened.From(zip);

        archive.ReadAll(archive.Entries[0], out var problem).ShouldBe(Content);
        problem.ShouldBeNull();
        inMemory.ReadAll(inMemory.Entries[0]).ShouldBe(Content);
        Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries[1]));
    }

    [Fact]
    public void Without_7_Zip_the_sentence_says_what_to_install()
    {
        var zip = ZipBytes.Create([new ZipPart("a.bin", [1, 2, 3]) { Method = 93 }]);
        var limits = new ArchiveLimits { ToolFolder = _folder.Path };

        using var archive = Opened.From(zip, limits);

        var error = Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries[0])).Error;
        error.Rule.ShouldBe("ToolMissing");
        error.Message.ShouldContain("'a.bin'");
        error.Message.ShouldContain("zstd");
        error.Message.ShouldContain("apt install 7zip");
    }

    [Fact]
    public async Task A_sparse_file_in_a_tar_is_read_with_its_holes()
    {
        var (tar, content) = await PackSparseAsync("--format=gnu");

        using var archive = ArchiveReader.TryOpen(tar).ShouldNotBeNull();

        archive.Findings.ShouldBeEmpty();
        archive.Entries.ShouldAllBe(entry => entry.Kind == ArchiveEntryKind.File);
        archive.Entries.Select(entry => entry.Name).ShouldBe(["sparse", "plain"]);
        archive.ReadAll(archive.Entries[0], out var problem).ShouldBe(content);
        problem.ShouldBeNull();
        archive.ReadAll(archive.Entries[1]).ShouldBe([7]);
    }

    [Fact]
    public async Task A_sparse_file_that_nobody_unpacks_is_told_by_its_own_name()
    {
        var (tar, content) = await PackSparseAsync("--format=pax");

        using var archive = ArchiveReader.TryOpen(tar).ShouldNotBeNull();

        var sparse = archive.Entries[0];
        (sparse.Name, sparse.SizeBytes).ShouldBe(("sparse", content.Length));
        Should.Throw<ArchiveException>(() => archive.ReadAll(sparse)).Error.Rule.ShouldBe("UnsupportedMethod");
        archive.ReadAll(archive.Entries[1]).ShouldBe([7]);
    }

    private async Task<(string Tar, byte[] Content)> PackSparseAsync(string format)
    {
        // More pieces than the first header has room for.
        var path = Path.Combine(_folder.Path, "sparse");
        await using (var file = new FileStream(path, FileMode.CreateNew))
        {
            for (var piece = 1; piece <= 12; piece++)
            {
                file.Position = piece * 100_000;
                file.Write("data"u8);
            }
        }

        _folder.Write("plain", [7]);
        var tar = Path.Combine(_folder.Path, "test.tar");
        await Tool.RunAsync("tar", "-cSf", tar, format, "-C", _folder.Path, "sparse", "plain");
        await Tool.RunAsync("7zz", "l", tar);
        return (tar, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_tool_that_gives_nothing_is_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The tool is a shell script.");
        var script = _folder.Write(
            "tools/7zz",
            "#!/bin/sh\nif [ \"$1\" = l ]; then printf 'Path = a\\nSize = 3\\n\\n'; else sleep 600; fi\n"u8.ToArray()
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var limits = new ArchiveLimits
        {
            ToolFolder = Path.GetDirectoryName(script),
            ToolSilence = TimeSpan.FromSeconds(2),
        };

        using var archive = Opened.From([.. Mark, .. new byte[64]], limits);

        var error = Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries.Single())).Error;
        error.Rule.ShouldBe("ToolFailed");
        error.Message.ShouldContain("gave nothing");
    }

    [Fact]
    public async Task An_archive_inside_a_zip_is_opened()
    {
        var path = await PackAsync(("a", [1]));
        var inner = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        using var archive = Opened.From(ZipBytes.Create(("inner.7z", inner)));
        using var nested = archive.TryOpenNested(archive.Entries.Single()).ShouldNotBeNull();

        nested.ReadAll(nested.Entries.Single()).ShouldBe([1]);
    }

    private async Task<byte[]> ZstdAsync()
    {
        var file = _folder.Write("a.bin", Content);
        await Tool.RunAsync("zstd", "-q", "-f", file, "-o", $"{file}.zst");
        await Tool.RunAsync("7zz", "l", $"{file}.zst");
        return await File.ReadAllBytesAsync($"{file}.zst", TestContext.Current.CancellationToken);
    }

    private async Task<string> PackAsync(params (string Name, byte[] Data)[] files)
    {
        var source = Path.Combine(_folder.Path, "source");
        foreach (var (name, data) in files)
        {
            var file = Path.Combine(source, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, data, TestContext.Current.CancellationToken);
        }

        var path = Path.Combine(_folder.Path, "test.7z");
        await Tool.RunAsync("7zz", "a", "-bd", path, source + "/.");
        return path;
    }
}
