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
