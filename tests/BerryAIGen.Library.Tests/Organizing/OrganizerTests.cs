using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Organizing;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Organizing;

public sealed class OrganizerTests : OrganizerTest
{
    [Fact]
    public void A_model_moves_with_its_record_and_pictures_and_comes_back()
    {
        Model("ink.safetensors", "SDXL 1.0", "ann", "ink.preview.png", "ink.civitai.info", "ink.json");
        Model("ink.v2.safetensors", "SDXL 1.0", "bob", "ink.v2.png");
        var before = Files();

        var planned = Organizer().Plan(Target, Token);
        Files().ShouldBe(before);
        var outcome = Organizer().Apply(Target, Token);

        planned.Moves.ShouldAllBe(move => move.State == OrganizeState.Planned);
        outcome.Moves.ShouldAllBe(move => move.State == OrganizeState.Moved);
        Files()
            .ShouldBe([
                "SDXL 1.0/ann/ink.civitai.info",
                "SDXL 1.0/ann/ink.json",
                "SDXL 1.0/ann/ink.preview.png",
                "SDXL 1.0/ann/ink.safetensors",
                "SDXL 1.0/ann/ink.safetensors.civitai.json",
                "SDXL 1.0/bob/ink.v2.png",
                "SDXL 1.0/bob/ink.v2.safetensors",
                "SDXL 1.0/bob/ink.v2.safetensors.civitai.json",
            ]);
        Organizer().Plan(Target, Token).InPlace.ShouldBe(2);

        Organizer().Undo(Target, null, Token);

        Files().ShouldBe(before);
        Directory.Exists(PathOf("SDXL 1.0")).ShouldBeFalse();
    }

    [Fact]
    public void The_journal_of_a_recorded_root_follows_what_moves_and_comes_back()
    {
        Model("ink.safetensors", "SDXL 1.0", "ann");
        var root = RecordRoot.Open(Folder.Combine("models"), TimeProvider.System);
        root.Journal.Append([
            JournalFact.Of(FactWords.Recorded, "loras/ink.safetensors") with
            {
                Hashes = new RecordedHashes { Sha256 = new string('a', 64) },
            },
        ]);

        Organizer().Apply(Target, Token);
        var moved = RootRecord.Read(root);
        Organizer().Undo(Target, null, Token);
        var back = RootRecord.Read(root);

        moved.Files.Keys.ShouldBe(["loras/SDXL 1.0/ann/ink.safetensors"]);
        moved.Files.Values.Single().Hashes!.Sha256.ShouldBe(new string('a', 64));
        back.Files.Keys.ShouldBe(["loras/ink.safetensors"]);
    }

    [Fact]
    public void A_model_without_a_record_stays()
    {
        Folder.Write("models/loras/plain.safetensors", "1"u8);

        var outcome = Organizer().Plan(Target, Token);

        outcome.Moves.ShouldBeEmpty();
        outcome.Unknown.ShouldBe(1);
    }

    [Fact]
    public void Names_of_the_record_never_leave_theFolder()
    {
        Model("ink.safetensors", "../../etc", "a/../../b\u202E");

        var move = Organizer().Plan(Target, Token).Moves.ShouldHaveSingleItem();

        move.To.ShouldStartWith(PathOf() + Path.DirectorySeparatorChar);
        Path.GetRelativePath(PathOf(), move.To).Split(Path.DirectorySeparatorChar).Length.ShouldBe(3);
    }

    [Fact]
    public void Two_files_that_would_get_one_name_both_stay()
    {
        Model("a/ink.safetensors", "X", "ann");
        Model("b/INK.safetensors", "X", "ann");

        Organizer().Apply(Target, Token).Moves.ShouldAllBe(move => move.Reason!.Contains("two files"));

        Files().ShouldContain("a/ink.safetensors");
    }

    [Fact]
    public void A_file_that_is_there_stays_and_so_does_the_one_that_would_take_its_name()
    {
        Model("ink.safetensors", "X", "ann");
        Folder.Write("models/loras/X/ann/ink.safetensors", "other"u8);

        Organizer().Apply(Target, Token).Moves.ShouldHaveSingleItem().State.ShouldBe(OrganizeState.Refused);

        File.ReadAllText(PathOf("X", "ann", "ink.safetensors")).ShouldBe("other");
    }

    [Fact]
    public void A_part_of_a_model_that_is_aFolder_stays()
    {
        Model("whole/unet/part.safetensors", "X", "ann");
        Folder.Write("models/loras/whole/model_index.json", "{}"u8);

        Organizer().Plan(Target, Token).Moves.ShouldAllBe(move => move.State == OrganizeState.Refused);
    }

    [Fact]
    public void What_lies_behind_a_link_stays()
    {
        Model("../elsewhere/ink.safetensors", "X", "ann");
        Directory.CreateDirectory(PathOf());
        Directory.CreateSymbolicLink(PathOf("linked"), Folder.Combine("models", "elsewhere"));

        Organizer().Plan(Target, Token).Moves.ShouldHaveSingleItem().Reason.ShouldNotBeNull().ShouldContain("link");
    }

    [Fact]
    public void Two_formats_of_one_name_that_share_a_picture_stay_together()
    {
        Model("ink.safetensors", "X", "ann", "ink.png");
        Model("ink.ckpt", "X", "bob");

        Organizer().Plan(Target, Token).Moves.ShouldAllBe(move => move.State == OrganizeState.Refused);
    }

    [Fact]
    public void A_link_to_a_read_only_root_does_not_open_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        Model("ink.safetensors", "SDXL 1.0", "ann");
        var before = Files();
        var root = new ModelRoot
        {
            Name = "nas",
            Path = Folder.Combine("models"),
            IsReadOnly = true,
        };
        using var other = new TemporaryFolder();
        Directory.CreateSymbolicLink(Path.Combine(other.Path, "models"), Folder.Combine("models"));

        Code(() => Organizer(root).Apply(Target with { Root = other.Path }, Token)).ShouldBe(FailureCode.Policy);

        Files().ShouldBe(before);
    }

    [Fact]
    public void A_read_only_root_without_a_template_or_a_run_is_told()
    {
        Directory.CreateDirectory(Folder.Combine("models/loras"));
        var roots = new[]
        {
            new ModelRoot
            {
                Name = "nas",
                Path = Folder.Combine("models"),
                IsReadOnly = true,
            },
        };

        Code(() => Organizer(roots).Apply(new DownloadTarget { Template = Template }, Token))
            .ShouldBe(FailureCode.Policy);
        Code(() => Organizer().Plan(Target with { Template = null }, Token)).ShouldBe(FailureCode.Usage);
        Code(() => Organizer().Undo(Target, null, Token)).ShouldBe(FailureCode.NotFound);
        Code(() => Organizer().Undo(Target, "nonsense", Token)).ShouldBe(FailureCode.NotFound);
        Code(() => Organizer().Finish(Target, null, Token)).ShouldBe(FailureCode.NotFound);
    }
}
