using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Duplicates;
using BerryAIGen.Library.Tests.Downloads;

namespace BerryAIGen.Library.Tests.Keeping;

public sealed class DuplicateTests : IDisposable
{
    private readonly KeptFolder _models = new();

    [Fact]
    public async Task Copies_are_found_by_their_bytes_and_names_of_one_file_are_one_copy()
    {
        var a = _models.Model("a.safetensors");
        var b = _models.Model("sub/b.safetensors");
        HardLink.Create(a, _models.Path("a link.safetensors"));
        File.CreateSymbolicLink(_models.Path("a symlink.safetensors"), a);
        var other = File.ReadAllBytes(_models.Model("same size.safetensors"));
        other[^1] ^= 1;
        _models.Write("same size.safetensors", other);
        _models.Model("alone.safetensors", 700);

        var report = await FindAsync();

        var group = report.Groups.ShouldHaveSingleItem();
        group.SizeBytes.ShouldBe(500);
        group.WastedBytes.ShouldBe(500);
        group.Copies.Count.ShouldBe(2);
        group.Copies[0].Paths.Count.ShouldBe(3);
        group.Copies[1].Paths.ShouldBe([b]);
        File.Exists(a).ShouldBeTrue();
    }

    [Fact]
    public async Task A_recorded_hash_is_not_computed_again_and_a_computed_one_is_kept()
    {
        _models.Model("a.safetensors");
        _models.Model("b.safetensors");
        await _models.IndexAsync();
        await FindAsync();

        _models.Record.Files.Values.ShouldAllBe(file => file.Hashes!.Sha256!.Length == 64);

        // The record is believed as long as size, time and number are the same.
        var b = _models.Path("b.safetensors");
        FileCheckTests.Damage(b, keepTime: true);
        (await FindAsync()).Groups.Count.ShouldBe(1);
        FileCheckTests.Damage(b, keepTime: false);
        (await FindAsync()).Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task Links_are_made_only_when_asked_for_and_every_name_keeps_its_bytes()
    {
        var a = _models.Model("a.safetensors");
        var b = _models.Model("b.safetensors");
        var c = _models.Model("c.safetensors");
        var bytes = File.ReadAllBytes(a);
        await _models.IndexAsync(hashes: true);

        var report = await FindAsync(link: true);

        report.FreedBytes.ShouldBe(1000);
        new[] { a, b, c }.Select(path => FileStat.Find(path)!.Identity).Distinct().ShouldHaveSingleItem();
        new[] { a, b, c }.ShouldAllBe(path => File.ReadAllBytes(path).SequenceEqual(bytes));
        Directory.GetFiles(_models.Root).Length.ShouldBe(3);
        (await FindAsync()).Groups.ShouldBeEmpty();
        (await _models.IndexAsync()).Unchanged.ShouldBe(3);
    }

    [Fact]
    public async Task A_copy_that_only_the_record_calls_equal_is_not_replaced()
    {
        _models.Model("a.safetensors");
        var b = _models.Model("b.safetensors");
        await _models.IndexAsync(hashes: true);
        FileCheckTests.Damage(b, keepTime: true);
        var bytes = File.ReadAllBytes(b);

        var report = await FindAsync(link: true);

        var copy = report.Groups.ShouldHaveSingleItem().Copies[1];
        (copy.Outcome, copy.Reason).ShouldBe((DuplicateOutcome.NotLinked, "its bytes are others by now"));
        report.FreedBytes.ShouldBe(0);
        File.ReadAllBytes(b).ShouldBe(bytes);
    }

    [Fact]
    public async Task Copies_on_two_file_systems_stay()
    {
        using var drive = MountedFolder.Require("size=1m");
        _models.Model("a.safetensors");
        Directory.CreateSymbolicLink(_models.Path("z"), drive.Path);
        _models.Model("z/b.safetensors");

        var report = await FindAsync(link: true);

        report.Groups.ShouldHaveSingleItem().Copies.ShouldAllBe(copy => copy.Outcome == DuplicateOutcome.Kept);
        report.FreedBytes.ShouldBe(0);
    }

    public void Dispose() => _models.Dispose();

    private Task<DuplicateReport> FindAsync(bool link = false) =>
        _models.Keeping.FindDuplicatesAsync([_models.Root], link, null, TestContext.Current.CancellationToken);
}
