using System.IO.Compression;
using System.Text;
using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Archives;

public sealed class ZipArchiveTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("model ", 500)));
    private static readonly byte[] Other = [1, 2, 3];

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, false, true)]
    public void An_honest_entry_is_read_and_nothing_is_odd(bool isDeflated, bool hasDescriptor, bool isZip64)
    {
        using var archive = Opened.From(
            ZipBytes.Create([
                new ZipPart("folder/", []),
                new ZipPart("folder/a.bin", Text)
                {
                    IsDeflated = isDeflated,
                    HasDescriptor = hasDescriptor,
                    IsZip64 = isZip64,
                },
            ])
        );

        archive.Container.ShouldBe(Container.Zip);
        archive.Findings.ShouldBeEmpty();
        archive.Entries.ShouldAllBe(entry => entry.Findings.Count == 0 && !entry.IsHidden);
        archive.Entries[0].Kind.ShouldBe(ArchiveEntryKind.Folder);
        archive.Entries[1].SafePath.ShouldBe("folder/a.bin");
        archive.Entries[1].SizeBytes.ShouldBe(Text.Length);
        archive.ReadAll(archive.Entries[1], out var problem).ShouldBe(Text);
        problem.ShouldBeNull();
    }

    [Fact]
    public void What_the_platform_writes_is_read()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("ä/b.bin", CompressionLevel.Optimal).Open();
            entry.Write(Text);
        }

        using var archive = Opened.From(file.ToArray());

        archive.Entries.Single().Name.ShouldBe("ä/b.bin");
        archive.Findings.ShouldBeEmpty();
        archive.ReadAll(archive.Entries.Single()).ShouldBe(Text);
    }

    [Fact]
    public void Entries_outside_the_directory_are_found()
    {
        using var archive = Opened.From(
            ZipBytes.Create([
                new ZipPart("hidden.pkl", Text) { IsListed = false, IsDeflated = true },
                new ZipPart("a.txt", Other),
                new ZipPart("behind.pkl", Text)
                {
                    IsListed = false,
                    IsDeflated = true,
                    HasDescriptor = true,
                },
            ])
        );

        archive
            .Entries.Select(entry => (entry.Name, entry.IsHidden))
            .ShouldBe([("a.txt", false), ("hidden.pkl", true), ("behind.pkl", true)]);
        archive.ReadAll(archive.Entries[1]).ShouldBe(Text);
        archive.ReadAll(archive.Entries[2]).ShouldBe(Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((64 << 10) - 4)]
    [InlineData((64 << 10) - 3)]
    [InlineData((64 << 10) - 1)]
    [InlineData(64 << 10)]
    public void The_shortest_hidden_entry_is_found_wherever_it_lies(int bytesBefore)
    {
        using var archive = Opened.From(
            ZipBytes.Create(
                [new ZipPart("x", []) { IsListed = false }, new ZipPart("a.txt", Other)],
                prefix: new byte[bytesBefore]
            )
        );

        archive.Entries.Where(entry => entry.IsHidden).Select(entry => entry.Name).ShouldBe(["x"]);
    }

    [Fact]
    public void A_cut_archive_shows_what_is_left()
    {
        using var archive = Opened.From(
            ZipBytes.Create([new ZipPart("a.txt", Text), new ZipPart("b.txt", Other)], hasDirectory: false)
        );

        archive.Entries.Select(entry => entry.Name).ShouldBe(["a.txt", "b.txt"]);
        archive.Findings.ShouldHaveSingleItem().ShouldContain("no directory");
        archive.ReadAll(archive.Entries[0]).ShouldBe(Text);
    }

    [Fact]
    public void Bytes_in_front_of_the_archive_do_not_hide_it()
    {
        using var archive = Opened.From(ZipBytes.Create([new ZipPart("a.txt", Text)], prefix: [.. "#!/bin/sh\n"u8]));

        archive.Entries.Single().Name.ShouldBe("a.txt");
        archive.ReadAll(archive.Entries.Single()).ShouldBe(Text);
        archive.Findings.ShouldHaveSingleItem().ShouldContain("10 bytes away");
    }

    [Fact]
    public void Two_names_of_one_entry_are_both_shown()
    {
        using var archive = Opened.From(ZipBytes.Create([new ZipPart("a.txt", Text) { LocalName = "a.pkl" }]));

        archive.Entries.Select(entry => (entry.Name, entry.IsHidden)).ShouldBe([("a.txt", false), ("a.pkl", true)]);
        archive.Entries[0].Findings.ShouldHaveSingleItem().ShouldContain("'a.pkl'");
    }

    [Fact]
    public void Two_packings_of_one_entry_are_both_shown()
    {
        using var archive = Opened.From(
            ZipBytes.Create([
                new ZipPart("a.pkl", Text)
                {
                    IsDeflated = true,
                    Method = 0,
                    LocalMethod = 8,
                },
            ])
        );

        archive.ReadAll(archive.Entries[1], out var problem).ShouldBe(Text);
        problem.ShouldBeNull();
        archive.Entries[0].Findings.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void A_mark_of_encryption_that_is_a_trick_hides_nothing(int central, int local)
    {
        using var archive = Opened.From(
            ZipBytes.Create([
                new ZipPart("a.pkl", Text)
                {
                    IsDeflated = true,
                    CentralFlags = (ushort)central,
                    LocalFlags = (ushort)local,
                },
            ])
        );

        archive.Entries.ShouldAllBe(entry => entry.Findings.Count > 0);
        archive.ReadAll(archive.Entries[0], out var problem).ShouldBe(Text);
        problem.ShouldBeNull();
    }

    [Fact]
    public void An_entry_that_is_really_encrypted_is_called_so()
    {
        using var archive = Opened.From(
            ZipBytes.Create([
                new ZipPart("a.pkl", [.. Enumerable.Repeat((byte)0xFF, 99)])
                {
                    Method = 8,
                    CentralFlags = 1,
                    LocalFlags = 1,
                },
            ])
        );

        Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries[0])).Error.Rule.ShouldBe("Encrypted");
    }

    [Fact]
    public void A_wrong_checksum_is_told_and_the_bytes_are_given()
    {
        using var archive = Opened.From(ZipBytes.Create([new ZipPart("a.pkl", Text) { Crc = 7 }]));

        archive.ReadAll(archive.Entries.Single(), out var problem).ShouldBe(Text);
        problem.ShouldNotBeNull().ShouldContain("checksum");
    }

    [Fact]
    public void A_wrong_size_is_told_and_the_bytes_are_given()
    {
        using var archive = Opened.From(ZipBytes.Create([new ZipPart("a.pkl", Text) { IsDeflated = true, Size = 7 }]));

        archive.ReadAll(archive.Entries.Single(), out var problem).ShouldBe(Text);
        problem.ShouldNotBeNull().ShouldContain("says 7");
    }

    [Fact]
    public void A_link_is_marked_and_still_readable()
    {
        using var archive = Opened.From(ZipBytes.Create([new ZipPart("a", Other) { UnixMode = 0xA1FF }]));

        var entry = archive.Entries.Single();
        entry.Kind.ShouldBe(ArchiveEntryKind.Link);
        entry.SafePath.ShouldBeNull();
        entry.WhyUnsafe.ShouldBe("it is a link");
        archive.ReadAll(entry).ShouldBe(Other);
    }

    [Fact]
    public void A_folder_that_has_bytes_is_a_file()
    {
        using var archive = Opened.From(ZipBytes.Create(("data.pkl/", Other)));

        archive.Entries.Single().Kind.ShouldBe(ArchiveEntryKind.File);
    }

    [Fact]
    public void Entries_of_one_name_are_told()
    {
        using var archive = Opened.From(ZipBytes.Create(("a", Other), ("a", Text)));

        archive.Findings.ShouldHaveSingleItem().ShouldContain("same name");
        archive.ReadAll(archive.Entries[0]).ShouldBe(Other);
        archive.ReadAll(archive.Entries[1]).ShouldBe(Text);
    }

    [Fact]
    public void A_packing_that_nobody_reads_here_is_named()
    {
        using var archive = Opened.From(ZipBytes.Create([new ZipPart("a", Other) { Method = 6 }]));

        var error = Should.Throw<ArchiveException>(() => archive.Open(archive.Entries.Single())).Error;
        error.Rule.ShouldBe("UnsupportedMethod");
        error.Message.ShouldContain("6");
    }

    [Fact]
    public void Corrupt_bytes_fail_with_the_entry_named()
    {
        using var archive = Opened.From(
            ZipBytes.Create([new ZipPart("a.bin", [.. Enumerable.Repeat((byte)0xFF, 99)]) { Method = 8 }])
        );

        var error = Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries.Single())).Error;
        error.Rule.ShouldBe("Corrupt");
        error.Message.ShouldContain("'a.bin'");
    }

    [Fact]
    public void Two_streams_of_one_archive_do_not_disturb_each_other()
    {
        using var archive = Opened.From(ZipBytes.Create(("a", Text), ("b", Other)));
        using var first = archive.Open(archive.Entries[0]);
        var start = new byte[10];
        first.ReadExactly(start);

        archive.ReadAll(archive.Entries[1]).ShouldBe(Other);

        var rest = new byte[Text.Length - 10];
        first.ReadExactly(rest);
        ((byte[])[.. start, .. rest]).ShouldBe(Text);
    }

    [Fact]
    public void A_file_of_no_archive_opens_as_none() =>
        ArchiveReader.TryOpen(new MemoryStream([.. "just a text"u8])).ShouldBeNull();
}
