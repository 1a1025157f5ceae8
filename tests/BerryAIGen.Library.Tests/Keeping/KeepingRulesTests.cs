using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Keeping.Duplicates;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Keeping.Repairs;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Tests.Keeping;

/// <summary>Single rules of keeping, where a whole story would not tell one from another.</summary>
public sealed class KeepingRulesTests : IDisposable
{
    private const int Block = FileHashes.BlockBytes;

    private readonly KeptFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Only_blocks_that_differ_are_fetched_and_neighbours_as_one()
    {
        string[] right = ["00000001", "00000002", "00000003", "00000004"];
        const long Size = (3 * Block) + 10;

        Ranges("00000001000000020000000300000004").ShouldBeEmpty();
        Ranges("ffffffff00000002ffffffff00000004").ShouldBe([(0, Block - 1), (2 * Block, (3 * Block) - 1)]);
        Ranges("ffffffffffffffff0000000300000004").ShouldBe([(0, (2 * Block) - 1)]);
        Ranges("000000010000000200000003").ShouldBe([(3 * Block, Size - 1)]);

        IReadOnlyList<(long, long)> Ranges(string blocks) => BlockFetch.RangesOf(right, blocks, Size);
    }

    [Fact]
    public void The_hash_of_no_tensors_tells_nothing()
    {
        const string Nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        var some = new string('a', 64);

        Same(some).ShouldBeTrue();
        Same(Nothing).ShouldBeFalse();

        static bool Same(string hash) =>
            HashDifferences.HasSameTensors(
                new RecordedHashes { TensorSha256 = hash },
                new FileHashes { SizeBytes = 1, TensorSha256 = hash }
            );
    }

    [Fact]
    public async Task A_copy_that_has_a_name_elsewhere_is_not_linked_since_nothing_would_be_freed()
    {
        _models.Model("a.safetensors");
        var copy = _models.Model("b.safetensors");
        Directory.CreateDirectory(_models.Outside);
        HardLink.Create(copy, Path.Combine(_models.Outside, "c.safetensors"));

        var report = await _models.Keeping.FindDuplicatesAsync(
            [_models.Root],
            link: true,
            progress: null,
            TestContext.Current.CancellationToken
        );

        report
            .Groups.ShouldHaveSingleItem()
            .Copies.ShouldContain(one => one.Paths.Contains(copy) && one.Outcome != DuplicateOutcome.Linked);
        report.FreedBytes.ShouldBe(0);
    }

    [Fact]
    public async Task What_lies_behind_a_linked_folder_is_not_cleaned()
    {
        Directory.CreateDirectory(_models.Outside);
        var part = Path.Combine(_models.Outside, "a.safetensors.12345678.part");
        File.WriteAllBytes(part, new byte[10]);
        Directory.CreateSymbolicLink(_models.Path("linked"), _models.Outside);

        var report = await _models.Keeping.CleanAsync(
            [_models.Root],
            TimeSpan.Zero,
            apply: true,
            TestContext.Current.CancellationToken
        );

        report.Items.ShouldBeEmpty();
        File.Exists(part).ShouldBeTrue();
    }

    [Fact]
    public void What_a_crash_left_between_two_renames_is_finished()
    {
        var model = _models.Model("a.safetensors");
        var picture = _models.Write("a.preview.png", "x"u8);
        var folder = _models.Path(".kept");
        var store = new KeptStore(_models.Root, folder);
        store.Put("one", model, ["a.safetensors", "a.preview.png"], reason: null, DateTimeOffset.UnixEpoch);
        var manifests = new KeptManifests(folder);
        manifests.Write(manifests.Find("one")! with { State = KeptState.Moving });
        File.Move(Path.Combine(folder, "one", "files", "a.preview.png"), picture);

        store.Settle().ShouldHaveSingleItem().Id.ShouldBe("one");

        File.Exists(picture).ShouldBeFalse();
        manifests.Find("one")!.State.ShouldBe(KeptState.Kept);
    }
}
