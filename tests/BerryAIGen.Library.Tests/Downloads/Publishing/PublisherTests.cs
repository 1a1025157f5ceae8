using System.Security.Cryptography;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Publishing;

public sealed class PublisherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PublishRequest Request(byte[] content, string target = "loras/a.bin", string part = "x.part")
    {
        var path = _folder.Write(part, content);
        _folder.Write(part + ".json", "{}"u8);
        return new PublishRequest
        {
            PartPath = path,
            TargetPath = Path.Combine(_folder.Path, target),
            Root = _folder.Path,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
    }

    [Fact]
    public async Task The_part_gets_its_name_and_nothing_else_is_left()
    {
        var outcome = await Publisher.PublishAsync(Request([1, 2]), Token);

        outcome.ShouldBe(new PublishOutcome(PublishEnding.Published, Path.Combine(_folder.Path, "loras/a.bin"), null));
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ShouldBe([outcome.Path!]);
        File.ReadAllBytes(outcome.Path!).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task An_equal_file_is_already_there_and_the_part_goes()
    {
        var there = _folder.Write("loras/a.bin", [1, 2]);

        var outcome = await Publisher.PublishAsync(Request([1, 2]), Token);

        outcome.ShouldBe(new PublishOutcome(PublishEnding.AlreadyThere, there, null));
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ShouldBe([there]);
    }

    [Fact]
    public async Task Another_file_of_the_name_is_kept_and_the_new_one_gets_a_number()
    {
        var there = _folder.Write("loras/a.bin", [9, 9]);

        var outcome = await Publisher.PublishAsync(Request([1, 2]), Token);

        Path.GetFileName(outcome.Path).ShouldBe("a (2).bin");
        File.ReadAllBytes(there).ShouldBe([9, 9]);
    }

    [Fact]
    public async Task A_distinction_is_tried_before_a_number_and_an_equal_file_under_it_is_found()
    {
        _folder.Write("loras/a.bin", [9, 9]);
        var mine = _folder.Write("loras/a (77).bin", [1, 2]);

        var outcome = await Publisher.PublishAsync(Request([1, 2]) with { Distinction = "77" }, Token);

        outcome.ShouldBe(new PublishOutcome(PublishEnding.AlreadyThere, mine, null));
    }

    [Fact]
    public async Task By_the_refusing_rule_another_file_of_the_name_ends_it_and_the_part_stays()
    {
        var there = _folder.Write("loras/a.bin", [9, 9]);
        var request = Request([1, 2]) with { OnConflict = ConflictRule.Refuse };

        var outcome = await Publisher.PublishAsync(request, Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Conflict);
        outcome.Failure.Message.ShouldContain("a.bin");
        File.ReadAllBytes(there).ShouldBe([9, 9]);
        File.Exists(request.PartPath).ShouldBeTrue();
    }

    [Theory]
    [InlineData("../a.bin")]
    [InlineData("loras/../../a.bin")]
    [InlineData("/etc/a.bin")]
    public async Task A_path_outside_the_root_is_refused(string target)
    {
        var inner = Directory.CreateDirectory(Path.Combine(_folder.Path, "models")).FullName;
        var request = Request([1]) with { Root = inner, TargetPath = Path.Combine(inner, target) };

        var outcome = await Publisher.PublishAsync(request, Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Policy);
        File.Exists(Path.GetFullPath(request.TargetPath)).ShouldBeFalse();
    }

    [Fact]
    public async Task Everything_lies_inside_the_topmost_folder()
    {
        var request = Request([1]) with { Root = Path.GetPathRoot(_folder.Path)! };

        var outcome = await Publisher.PublishAsync(request, Token);

        outcome.Ending.ShouldBe(PublishEnding.Published);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_be_cleaned_up_is_a_note_and_no_failure(bool isThere)
    {
        var request = Request([1, 2]);
        if (isThere)
        {
            _folder.Write("loras/a.bin", [1, 2]);
        }

        // A folder cannot be deleted as a file, whatever the rights.
        File.Delete(request.PartPath + ".json");
        Directory.CreateDirectory(request.PartPath + ".json");

        var outcome = await Publisher.PublishAsync(request, Token);

        outcome.Ending.ShouldBe(isThere ? PublishEnding.AlreadyThere : PublishEnding.Published);
        outcome.Path.ShouldBe(request.TargetPath);
        outcome.Note!.ShouldContain(request.PartPath);
        File.ReadAllBytes(outcome.Path!).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_linked_folder_inside_the_root_is_followed()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(_folder.Path, "loras"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "loras", "Krea 2"), elsewhere.Path);

        var outcome = await Publisher.PublishAsync(Request([1], "loras/Krea 2/a.bin"), Token);

        outcome.Ending.ShouldBe(PublishEnding.Published);
        File.Exists(Path.Combine(elsewhere.Path, "a.bin")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_linked_folder_on_another_file_system_is_copied_to_and_keeps_the_rules()
    {
        using var mount = MountedFolder.Require("size=2m");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "loras"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "loras", "far"), mount.Path);
        File.WriteAllBytes(Path.Combine(mount.Path, "a.bin"), [9, 9]);
        var request = Request([1, 2], "loras/far/a.bin");

        var outcome = await Publisher.PublishAsync(request, Token);

        Path.GetFileName(outcome.Path).ShouldBe("a (2).bin");
        File.ReadAllBytes(outcome.Path!).ShouldBe([1, 2]);
        Directory.GetFiles(mount.Path).Length.ShouldBe(2);
        File.Exists(request.PartPath).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_file_system_that_is_full_keeps_the_part_and_no_half_copy()
    {
        using var mount = MountedFolder.Require("size=1m");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "far"), mount.Path);
        var request = Request(new byte[2_000_000], "far/a.bin");

        var outcome = await Publisher.PublishAsync(request, Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Disk);
        outcome.Failure.Message.ShouldContain("full");
        Directory.GetFiles(mount.Path).ShouldBeEmpty();
        File.Exists(request.PartPath).ShouldBeTrue();
    }

    [Fact]
    public async Task A_dangling_link_of_the_name_is_not_written_through()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(_folder.Path, "loras"));
        var outside = Path.Combine(elsewhere.Path, "victim.bin");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "loras", "a.bin"), outside);

        var outcome = await Publisher.PublishAsync(Request([1]), Token);

        Path.GetFileName(outcome.Path).ShouldBe("a (2).bin");
        File.Exists(outside).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_at_once_each_gets_a_name_of_its_own_and_no_byte_is_lost()
    {
        const int Racers = 32;
        var requests = Enumerable.Range(0, Racers).Select(i => Request([(byte)i], part: $"{i}.part")).ToArray();
        using var start = new ManualResetEventSlim();

        var races = requests
            .Select(request =>
                Task.Run(
                    async () =>
                    {
                        start.Wait(Token);
                        return await Publisher.PublishAsync(request, Token);
                    },
                    Token
                )
            )
            .ToArray();
        start.Set();
        var outcomes = await Task.WhenAll(races);

        outcomes.ShouldAllBe(outcome => outcome.Ending == PublishEnding.Published);
        outcomes.Select(outcome => outcome.Path).Distinct().Count().ShouldBe(Racers);
        var contents = outcomes.Select(outcome => File.ReadAllBytes(outcome.Path!).ShouldHaveSingleItem());
        contents.Order().ShouldBe(Enumerable.Range(0, Racers).Select(i => (byte)i));
    }

    [Fact]
    public async Task A_cancellation_that_comes_with_the_last_step_changes_nothing()
    {
        var outcome = await Publisher.PublishAsync(Request([1]), new CancellationToken(canceled: true));

        outcome.Ending.ShouldBe(PublishEnding.Published);
    }

    [Fact]
    public void The_move_never_replaces_on_any_way()
    {
        var there = _folder.Write("there", [9]);
        var part = _folder.Write("part", [1]);

        NoReplaceMove.TryMove(part, there).ShouldBeFalse();
        NoReplaceMove.LinkAndUnlink(part, there).ShouldNotBe(0);
        NoReplaceMove.MoveUnderLock(part, there).ShouldBeFalse();

        File.ReadAllBytes(there).ShouldBe([9]);
        File.ReadAllBytes(part).ShouldBe([1]);
    }

    [Fact]
    public void The_second_way_leaves_one_name_as_well()
    {
        var part = _folder.Write("part", [1]);

        NoReplaceMove.LinkAndUnlink(part, Path.Combine(_folder.Path, "final")).ShouldBe(0);

        Directory.GetFiles(_folder.Path).ShouldBe([Path.Combine(_folder.Path, "final")]);
    }

    [Fact]
    public async Task Without_any_such_call_of_the_file_system_each_of_many_still_loses_nothing()
    {
        const int Racers = 32;
        var target = Path.Combine(_folder.Path, "final");
        var parts = Enumerable.Range(0, Racers).Select(i => _folder.Write($"{i}.part", [(byte)i])).ToArray();

        var moved = await Task.WhenAll(
            parts.Select(part => Task.Run(() => NoReplaceMove.MoveUnderLock(part, target), Token))
        );

        var winner = moved.Index().Single(move => move.Item).Index;
        File.ReadAllBytes(target).ShouldBe([(byte)winner]);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(Racers);
    }
}
