using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Keeping.Cleaning;

namespace BerryAIGen.Library.Tests.Keeping;

public sealed class CleanTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly KeptFolder _models = new();

    [Fact]
    public async Task Only_old_leftovers_of_ours_would_be_deleted_and_a_dry_run_deletes_nothing()
    {
        Old("downloads/a.safetensors.12345678.part", 1000);
        Old("downloads/a.safetensors.12345678.part.json", 10);
        Old("downloads/b.safetensors.12345678.rejected", 2000);
        Old("loras/c.safetensors.civitai.json.0a0b0c0d.tmp", 5);
        _models.Write("downloads/young.safetensors.12345678.part", new byte[10]);
        Old("loras/d.safetensors.civitai.json", 7);
        Old("loras/e.preview.png", 7);
        Old("loras/f.safetensors.civitai.json.other", 7);
        // Others' and a person's.
        Old("downloads/firefox.part", 7);
        Old("loras/mine.tmp", 7);
        Old("loras/g.safetensors", 7);
        Old("loras/g.safetensors.civitai.json", 7);
        Old("loras/g.preview.png", 7);
        var before = Everything();

        var report = await CleanAsync(apply: false);

        report
            .Items.Select(item => (Path.GetFileName(item.Path), item.Action))
            .ShouldBe([
                ("a.safetensors.12345678.part", CleanAction.WouldDelete),
                ("b.safetensors.12345678.rejected", CleanAction.WouldDelete),
                ("young.safetensors.12345678.part", CleanAction.Kept),
                ("c.safetensors.civitai.json.0a0b0c0d.tmp", CleanAction.WouldDelete),
                ("d.safetensors.civitai.json", CleanAction.Reported),
                ("e.preview.png", CleanAction.Reported),
                ("f.safetensors.civitai.json.other", CleanAction.WouldTrash),
            ]);
        report.FreedBytes.ShouldBe(3015);
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task What_would_be_deleted_is_deleted_when_told_so_and_words_of_a_person_go_to_the_trash()
    {
        var part = Old("downloads/a.safetensors.12345678.part", 1000);
        var journal = Old("downloads/a.safetensors.12345678.part.json", 10);
        var aside = Old("loras/f.safetensors.civitai.json.unreadable2", 7);

        var report = await CleanAsync(apply: true);

        report.FreedBytes.ShouldBe(1010);
        File.Exists(part).ShouldBeFalse();
        File.Exists(journal).ShouldBeFalse();
        File.Exists(aside).ShouldBeFalse();
        _models.Keeping.Trash.List(null).ShouldHaveSingleItem().Path.ShouldBe(aside);
    }

    [Theory]
    [InlineData("a.safetensors.1234abcd.part")]
    [InlineData("a.safetensors.1234abcd.rejected")]
    [InlineData("pack.zip.1234abcd.part.0.part")]
    [InlineData("pack.zip.1234abcd.part.12.part")]
    [InlineData("a.safetensors.0123456789ab4def8123456789abcdef.part")]
    public async Task What_a_killed_process_of_ours_leaves_is_known_by_its_name(string name)
    {
        Old($"downloads/{name}", 1000);

        (await CleanAsync(apply: false)).Items.ShouldHaveSingleItem().Action.ShouldBe(CleanAction.WouldDelete);
    }

    [Theory]
    [InlineData("backup.20240101.part")]
    [InlineData("backup.20240101.rejected")]
    [InlineData("film.mkv.20240101.part")]
    [InlineData("a.safetensors.1234ABCD.part")]
    [InlineData("a.safetensors.1234abc.part")]
    [InlineData("a.safetensors.part.1.part")]
    [InlineData("backup.20240101.part.1.part")]
    [InlineData("pack.zip.1234abcd.part.x.part")]
    [InlineData("film.mkv.0123456789ab4def8123456789abcdef.part")]
    [InlineData("a.safetensors.0123456789abcdef0123456789abcdef.part")]
    public async Task What_only_looks_like_it_is_left_alone(string name)
    {
        Old($"downloads/{name}", 1000);

        (await CleanAsync(apply: true)).Items.ShouldBeEmpty();
        File.Exists(_models.Path($"downloads/{name}")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_journal_of_ours_proves_a_part_of_any_name_and_another_s_does_not()
    {
        var part = Old("downloads/workflow.1234abcd.part", 1000);
        new PartJournal { Address = "https://example.org/workflow" }.Write(part);
        var page = Old("downloads/page.part", 1000);
        File.WriteAllText(page + ".json", """{ "url": "https://example.org" }""");
        File.SetLastWriteTimeUtc(part + ".json", LongAgo);

        var report = await CleanAsync(apply: true);

        report.Items.ShouldHaveSingleItem().Path.ShouldBe(part);
        (File.Exists(part), File.Exists(part + ".json"), File.Exists(page)).ShouldBe((false, false, true));
    }

    [Fact]
    public async Task What_is_unpacked_belongs_to_the_owner_of_its_archive()
    {
        var path = Old("downloads/pack.zip.1234abcd.part.0.part", 1000);
        using var owner = PartClaim.TryTake(path[..^".0.part".Length]);

        var dry = await CleanAsync(apply: false);
        var report = await CleanAsync(apply: true);

        dry.Items.ShouldHaveSingleItem().Action.ShouldBe(CleanAction.Kept);
        report.Items.ShouldHaveSingleItem().Why.ShouldBe("a download works on it");
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_with_a_living_owner_stays()
    {
        var part = Old("downloads/a.safetensors.12345678.part", 1000);
        using var owner = PartClaim.TryTake(part);

        var dry = await CleanAsync(apply: false);
        var report = await CleanAsync(apply: true);

        dry.Items.ShouldHaveSingleItem().Action.ShouldBe(CleanAction.Kept);
        report.Items.ShouldHaveSingleItem().Why.ShouldBe("a download works on it");
        File.Exists(part).ShouldBeTrue();
    }

    public void Dispose() => _models.Dispose();

    private string Old(string name, int size)
    {
        var path = _models.Write(name, new byte[size]);
        File.SetLastWriteTimeUtc(path, LongAgo);
        return path;
    }

    private string[] Everything() =>
        [.. Directory.EnumerateFiles(_models.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private Task<CleanReport> CleanAsync(bool apply) =>
        _models.Keeping.CleanAsync([_models.Root], TimeSpan.FromDays(7), apply, TestContext.Current.CancellationToken);
}
