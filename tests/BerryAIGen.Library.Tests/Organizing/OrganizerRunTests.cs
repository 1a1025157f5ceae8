using System.Text;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Organizing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Organizing;

/// <summary>Runs that stop half-way, come back, or were made elsewhere.</summary>
public sealed class OrganizerRunTests : OrganizerTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_run_that_was_killed_is_finished_or_undone(int renames)
    {
        foreach (var finishes in new[] { true, false })
        {
            Model($"ink{finishes}.safetensors", "X", "ann", $"ink{finishes}.png");
            Model($"tar{finishes}.safetensors", "Y", "ann");
            var before = Files();
            Stop(renames);

            Should
                .Throw<LibraryException>(() => Organizer().Apply(Target, Token))
                .Failure.Code.ShouldBe(FailureCode.Conflict);
            if (finishes)
                Organizer().Finish(Target, null, Token).Moves.ShouldAllBe(move => move.State == OrganizeState.Moved);
            else
                Organizer().Undo(Target, null, Token);

            if (finishes)
                Files().ShouldContain("X/ann/inkTrue.png");
            else
                Files().ShouldBe(before);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_undo_that_was_killed_is_finished_or_undone(int renames)
    {
        foreach (var finishes in new[] { true, false })
        {
            Model($"ink{finishes}.safetensors", "X", "ann", $"ink{finishes}.png");
            Model($"tar{finishes}.safetensors", "Y", "ann");
            var before = Files();
            Organizer().Apply(Target, Token).Moves.Count.ShouldBe(2);
            var after = Files();
            StopUndo(renames);

            // Otherwise a model whose record went back before it would count as unknown, and stay.
            Should
                .Throw<LibraryException>(() => Organizer().Apply(Target, Token))
                .Failure.Code.ShouldBe(FailureCode.Conflict);
            if (finishes)
                Organizer().Finish(Target, null, Token);
            else
                Organizer().Undo(Target, null, Token);

            Files().ShouldBe(finishes ? after : before);
        }
    }

    [Fact]
    public void An_undo_says_that_it_begins_before_the_first_file_goes_back()
    {
        Model("ink.safetensors", "X", "ann");
        Organizer().Apply(Target, Token);
        Should.Throw<OperationCanceledException>(() => Organizer().Undo(Target, null, new CancellationToken(true)));

        var refused = Should.Throw<LibraryException>(() => Organizer().Apply(Target, Token));

        refused.Failure.Code.ShouldBe(FailureCode.Conflict);
        Organizer().Undo(Target, null, Token);
        Files().ShouldContain("ink.safetensors");
    }

    [Fact]
    public void An_undo_overwrites_nothing_and_moves_nothing_else()
    {
        Model("ink.safetensors", "X", "ann");
        Model("tar.safetensors", "X", "ann");
        Organizer().Apply(Target, Token);
        Folder.Write("models/loras/ink.safetensors", "new"u8);
        File.Delete(PathOf("X", "ann", "tar.safetensors"));
        Folder.Write("models/loras/X/ann/tar.safetensors", "another one"u8);

        var moves = Organizer().Undo(Target, null, Token).Moves;

        moves.ShouldAllBe(move => move.State == OrganizeState.Refused);
        File.ReadAllText(PathOf("ink.safetensors")).ShouldBe("new");
        File.ReadAllText(PathOf("X", "ann", "tar.safetensors")).ShouldBe("another one");
    }

    [Fact]
    public void AFolder_is_removed_only_if_a_run_made_it()
    {
        Model("mine/ink.safetensors", "X", "ann");
        Organizer().Apply(Target, Token);
        Directory.Exists(PathOf("mine")).ShouldBeTrue();

        Organizer().Apply(Target with { Template = "{creator}" }, Token);

        Directory.Exists(PathOf("X")).ShouldBeFalse();
        Directory.Exists(PathOf("mine")).ShouldBeTrue();
    }

    [Fact]
    public void A_journal_that_names_files_elsewhere_moves_nothing()
    {
        var outside = Folder.Write("precious.txt", "1"u8);
        Directory.CreateDirectory(Folder.Combine("models/loras/x"));
        var row =
            $$"""{"steps":[{"from":"{{PathOf("a.txt")}}","to":"{{outside}}","model":false,"size":1,"changed":1}],"folders":[]}""";
        Folder.Write("models/.berry/organize/20200101-000000.jsonl", Encoding.UTF8.GetBytes(row + "\n"));

        Should
            .Throw<LibraryException>(() => Organizer().Undo(Target, null, Token))
            .Failure.Code.ShouldBe(FailureCode.Policy);

        File.Exists(outside).ShouldBeTrue();
    }

    [Fact]
    public void A_root_that_was_moved_elsewhere_is_organised_and_undone_there()
    {
        Model("ink.safetensors", "SDXL 1.0", "ann");
        var before = Files();
        Organizer().Apply(Target, Token);
        using var elsewhere = new TemporaryFolder();
        Directory.Move(Folder.Combine("models"), elsewhere.Combine("models"));
        var there = Target with { Root = elsewhere.Path };

        Organizer().Apply(there with { Template = "{creator}" }, Token).Moves.ShouldHaveSingleItem();
        Organizer().Undo(there, null, Token);
        Organizer().Undo(there, null, Token);

        Directory.Move(elsewhere.Combine("models"), Folder.Combine("models"));
        Files().ShouldBe(before);
    }

    // What a killed undo leaves: the last renames are back.
    private void StopUndo(int renames)
    {
        var root = LayoutRoot.Open(LayoutCatalog.Load(null).Get("comfyui"), Folder.Path);
        var journal = MoveJournal.All(root)[^1];
        journal.BeginUndo();
        foreach (var step in journal.Steps.Reverse().Take(renames))
            File.Move(step.To, step.From);
    }

    // What a killed process leaves: the whole journal, and some of the renames.
    private void Stop(int renames)
    {
        var root = LayoutRoot.Open(LayoutCatalog.Load(null).Get("comfyui"), Folder.Path);
        var moves = Organizer().Plan(Target, Token).Moves;
        var steps = moves
            .SelectMany(move => MoveChecks.StepsOf(move).Select((step, i) => MoveStep.For(step.From, step.To, i == 0)))
            .ToList();
        MoveJournal.Begin(root, steps, [], TimeProvider.System.GetUtcNow());
        foreach (var step in steps.Take(renames))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(step.To)!);
            File.Move(step.From, step.To);
        }
    }
}
