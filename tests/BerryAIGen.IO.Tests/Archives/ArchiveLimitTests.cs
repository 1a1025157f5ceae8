using System.IO.Compression;
using BerryAIGen.IO.Archives;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Archives;

public sealed class ArchiveLimitTests
{
    private static readonly byte[] Zeros = new byte[32 << 20];

    [Fact]
    public void A_bomb_is_stopped_soon_after_its_free_share()
    {
        using var archive = Opened.From(ZipBytes.Create([new ZipPart("bomb", Zeros) { IsDeflated = true }]));
        using var entry = archive.Open(archive.Entries.Single());

        Should.Throw<ArchiveException>(() => entry.CopyTo(Stream.Null)).Error.Rule.ShouldBe("Bomb");
        entry.ReadBytes.ShouldBeLessThan(ArchiveLimits.Default.FreeBytes + (1 << 20));
    }

    [Fact]
    public void A_bomb_of_bombs_is_stopped_as_well()
    {
        var inner = ZipBytes.Create([new ZipPart("bomb", Zeros) { IsDeflated = true }]);
        var outer = ZipBytes.Create([.. Enumerable.Range(0, 4).Select(i => new ZipPart($"{i}.zip", inner))]);
        using var archive = Opened.From(outer);

        var rule = Should
            .Throw<ArchiveException>(() =>
            {
                foreach (var entry in archive.Entries)
                {
                    using var nested = archive.TryOpenNested(entry).ShouldNotBeNull();
                    using var stream = nested.Open(nested.Entries.Single());
                    stream.CopyTo(Stream.Null);
                }
            })
            .Error.Rule;
        rule.ShouldBe("Bomb");
    }

    [Fact]
    public void Entries_that_share_their_bytes_are_told()
    {
        // Twice the same entry in the directory: the classic dense bomb in its smallest form.
        var zip = ZipBytes.Create(("a", Zeros[..1000]));
        var directory = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        byte[] doubled = [.. zip[..^22], .. zip[directory..^22], .. zip[^22..]];
        doubled[^14] = doubled[^12] = 2;
        doubled[^10] = (byte)(2 * (zip.Length - 22 - directory));

        using var archive = Opened.From(doubled);

        archive.Entries.Count.ShouldBe(2);
        archive.Findings.ShouldContain(finding => finding.Contains("share bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void Reading_an_entry_again_costs_nothing()
    {
        var limits = new ArchiveLimits { MaxTotalBytes = 1500 };
        using var archive = Opened.From(ZipBytes.Create(("a", Zeros[..1000])), limits);

        archive.ReadAll(archive.Entries.Single());
        archive.ReadAll(archive.Entries.Single()).Length.ShouldBe(1000);
    }

    [Fact]
    public void An_entry_larger_than_allowed_is_stopped()
    {
        using var archive = Opened.From(
            ZipBytes.Create(("a", Zeros[..1000])),
            new ArchiveLimits { MaxEntryBytes = 999 }
        );

        Should
            .Throw<ArchiveException>(() => archive.ReadAll(archive.Entries.Single()))
            .Error.ShouldSatisfyAllConditions(
                error => error.Rule.ShouldBe("TooLarge"),
                error => error.Message.ShouldContain("999")
            );
    }

    [Fact]
    public void All_entries_together_are_stopped_where_each_is_allowed()
    {
        using var archive = Opened.From(
            ZipBytes.Create(("a", Zeros[..1000]), ("b", Zeros[..1000])),
            new ArchiveLimits { MaxTotalBytes = 1500 }
        );

        archive.ReadAll(archive.Entries[0]);
        Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries[1])).Error.Rule.ShouldBe("TooLarge");
    }

    [Fact]
    public void More_entries_than_allowed_are_refused()
    {
        var zip = ZipBytes.Create(("a", []), ("b", []), ("c", []));

        Opened.From(zip, new ArchiveLimits { MaxEntries = 3 }).Entries.Count.ShouldBe(3);
        Should
            .Throw<ArchiveException>(() => Opened.From(zip, new ArchiveLimits { MaxEntries = 2 }))
            .Error.Rule.ShouldBe("TooManyEntries");
    }

    [Fact]
    public void Archives_in_archives_end_at_the_depth_allowed()
    {
        var zip = ZipBytes.Create(("a", Zeros[..10]));
        for (var i = 0; i < 3; i++)
        {
            zip = ZipBytes.Create(("inner.zip", zip));
        }

        using var first = Opened.From(zip, new ArchiveLimits { MaxDepth = 2 });
        using var second = first.TryOpenNested(first.Entries.Single()).ShouldNotBeNull();
        using var third = second.TryOpenNested(second.Entries.Single()).ShouldNotBeNull();

        third.Depth.ShouldBe(2);
        Should
            .Throw<ArchiveException>(() => third.TryOpenNested(third.Entries.Single()))
            .Error.Rule.ShouldBe("TooDeep");
    }

    [Fact]
    public void Archives_in_an_archive_share_one_limit()
    {
        var inner = ZipBytes.Create(("a", Zeros[..1000]));
        using var outer = Opened.From(
            ZipBytes.Create(("1.zip", inner), ("2.zip", inner)),
            new ArchiveLimits { MaxTotalBytes = (2 * inner.Length) + 1999 }
        );
        using var first = outer.TryOpenNested(outer.Entries[0]).ShouldNotBeNull();
        using var second = outer.TryOpenNested(outer.Entries[1]).ShouldNotBeNull();

        first.ReadAll(first.Entries.Single()).Length.ShouldBe(1000);
        Should.Throw<ArchiveException>(() => second.ReadAll(second.Entries.Single())).Error.Rule.ShouldBe("TooLarge");
    }

    [Fact]
    public void An_archive_in_an_archive_has_a_limit_of_its_own()
    {
        var inner = ZipBytes.Create(("a", Zeros[..1000]));
        var outer = ZipBytes.Create(("inner.zip", inner));
        using var allowed = Opened.From(outer, new ArchiveLimits { MaxNestedBytes = inner.Length });
        using var refused = Opened.From(outer, new ArchiveLimits { MaxNestedBytes = inner.Length - 1 });

        allowed.TryOpenNested(allowed.Entries.Single()).ShouldNotBeNull().Dispose();
        Should
            .Throw<ArchiveException>(() => refused.TryOpenNested(refused.Entries.Single()))
            .Error.Rule.ShouldBe("TooLarge");
    }

    [Fact]
    public void A_gzip_bomb_is_stopped()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Zeros);
        }

        using var archive = Opened.From(packed.ToArray());

        Should.Throw<ArchiveException>(() => archive.ReadAll(archive.Entries.Single())).Error.Rule.ShouldBe("Bomb");
    }

    [Fact]
    public void A_large_nested_archive_lies_in_a_file_that_goes_with_it()
    {
        // A size of its own, since others lay their archives into the same folder.
        var random = new byte[(6 << 20) + (Environment.ProcessId % 100_000)];
        new Random(1).NextBytes(random);
        var inner = ZipBytes.Create(("a", random));
        using var archive = Opened.From(ZipBytes.Create(("inner.zip", inner)));

        using (var nested = archive.TryOpenNested(archive.Entries.Single()).ShouldNotBeNull())
        {
            nested.ReadAll(nested.Entries.Single()).ShouldBe(random);
            FilesOf(inner.Length).ShouldHaveSingleItem();
        }

        FilesOf(inner.Length).ShouldBeEmpty();
    }

    private static string[] FilesOf(long length) =>
        [
            .. new DirectoryInfo(Path.GetTempPath())
                .EnumerateFiles("berry-*")
                .Where(file => file.Exists && file.Length == length)
                .Select(file => file.Name),
        ];
}
