using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Archives;

public sealed class SevenZipArchiveTests : IDisposable
{
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
        await Tool.RunOrSkipAsync("7zz", "a", "-bd", "-snl", path, Path.Combine(_folder.Path, "link"));

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

    [Fact]
    public async Task An_archive_inside_a_zip_is_opened()
    {
        var path = await PackAsync(("a", [1]));
        var inner = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        using var archive = Opened.From(ZipBytes.Create(("inner.7z", inner)));
        using var nested = archive.TryOpenNested(archive.Entries.Single()).ShouldNotBeNull();

        nested.ReadAll(nested.Entries.Single()).ShouldBe([1]);
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
        await Tool.RunOrSkipAsync("7zz", "a", "-bd", path, source + "/.");
        return path;
    }
}
