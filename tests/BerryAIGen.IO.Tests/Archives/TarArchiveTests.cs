using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Tests.Archives;

public sealed class TarArchiveTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 700).Select(i => (byte)i)];

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Every_form_is_read(TarEntryFormat format)
    {
        using var archive = Opened.From(Tar(format, "folder/a.bin", "folder/b.bin"));

        archive.Container.ShouldBe(Container.Tar);
        archive.Findings.ShouldBeEmpty();
        archive.Entries.Select(entry => entry.SafePath).ShouldBe(["folder/a.bin", "folder/b.bin"]);
        archive.Entries.ShouldAllBe(entry => entry.Kind == ArchiveEntryKind.File && entry.SizeBytes == Data.Length);
        archive.ReadAll(archive.Entries[1], out var problem).ShouldBe(Data);
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    public void Long_names_are_whole(TarEntryFormat format)
    {
        var name = $"{new string('d', 90)}/{new string('f', 90)}.bin";

        using var archive = Opened.From(Tar(format, name, "b"));

        archive.Entries.Select(entry => entry.Name).ShouldBe([name, "b"]);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, ArchiveEntryKind.Link)]
    [InlineData(TarEntryType.HardLink, ArchiveEntryKind.Link)]
    [InlineData(TarEntryType.Directory, ArchiveEntryKind.Folder)]
    [InlineData(TarEntryType.Fifo, ArchiveEntryKind.Other)]
    public void Kinds_are_told(TarEntryType type, ArchiveEntryKind kind)
    {
        using var file = new MemoryStream();
        using (var writer = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
        {
            var entry = new PaxTarEntry(type, "x");
            if (kind == ArchiveEntryKind.Link)
            {
                entry.LinkName = "/etc/passwd";
            }

            writer.WriteEntry(entry);
        }

        using var archive = Opened.From(file.ToArray());

        archive.Entries.Single().Kind.ShouldBe(kind);
    }

    [Fact]
    public void A_cut_archive_shows_what_is_left_and_says_so()
    {
        using var archive = Opened.From(Tar(TarEntryFormat.Ustar, "a")[..800]);

        archive.Entries.Single().Findings.ShouldHaveSingleItem();
        archive.ReadAll(archive.Entries.Single(), out var problem).ShouldBe(Data[..288]);
        problem.ShouldNotBeNull();
    }

    [Fact]
    public void Rubbish_between_entries_ends_the_reading_and_is_told()
    {
        var tar = Tar(TarEntryFormat.Ustar, "a", "b");
        tar[1536 + 150] ^= 1;

        using var archive = Opened.From(tar);

        archive.Entries.Single().Name.ShouldBe("a");
        archive.Findings.ShouldHaveSingleItem().ShouldContain("1536");
    }

    [Fact]
    public void A_packed_tar_is_an_archive_in_an_archive()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Tar(TarEntryFormat.Gnu, "a"));
        }

        using var archive = Opened.From(packed.ToArray());
        using var nested = archive.TryOpenNested(archive.Entries.Single()).ShouldNotBeNull();

        archive.Container.ShouldBe(Container.Gzip);
        nested.ReadAll(nested.Entries.Single()).ShouldBe(Data);
    }

    [Fact]
    public void A_cut_gzip_is_not_intact()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Data);
        }

        using var archive = Opened.From(packed.ToArray()[..^20]);

        archive.ReadAll(archive.Entries.Single(), out var problem);
        problem.ShouldNotBeNull();
    }

    [Fact]
    public void A_size_larger_than_the_file_takes_nothing()
    {
        var tar = Tar(TarEntryFormat.Ustar, "a");
        Encoding.ASCII.GetBytes("77777777777\0").CopyTo(tar, 124);
        FixChecksum(tar.AsSpan(0, 512));

        using var archive = Opened.From(tar);

        archive.Entries.Single().SizeBytes.ShouldBe(8589934591);
        archive.ReadAll(archive.Entries.Single(), out var problem).Length.ShouldBe(tar.Length - 512);
        problem.ShouldNotBeNull();
    }

    private static byte[] Tar(TarEntryFormat format, params string[] names)
    {
        using var file = new MemoryStream();
        using (var writer = new TarWriter(file, format, leaveOpen: true))
        {
            foreach (var name in names)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    _ => new GnuTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(Data);
                writer.WriteEntry(entry);
            }
        }

        return file.ToArray();
    }

    private static void FixChecksum(Span<byte> header)
    {
        header[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header[148..]);
    }
}
