using System.Text;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Organizing;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Roots;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Organizing;

public sealed class OrganizerTests : IDisposable
{
    private const string Template = "{base_model}/{creator}";

    private readonly TemporaryFolder _folder = new();

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
        var root = RecordRoot.Open(_folder.Combine("models"), TimeProvider.System);
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
        _folder.Write("models/loras/plain.safetensors", "1"u8);

        var outcome = Organizer().Plan(Target, Token);

        outcome.Moves.ShouldBeEmpty();
        outcome.Unknown.ShouldBe(1);
    }

    [Fact]
    public void Names_of_the_record_never_leave_the_folder()
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
        _folder.Write("models/loras/X/ann/ink.safetensors", "other"u8);

        Organizer().Apply(Target, Token).Moves.ShouldHaveSingleItem().State.ShouldBe(OrganizeState.Refused);

        File.ReadAllText(PathOf("X", "ann", "ink.safetensors")).ShouldBe("other");
    }

    [Fact]
    public void A_part_of_a_model_that_is_a_folder_stays()
    {
        Model("whole/unet/part.safetensors", "X", "ann");
        _folder.Write("models/loras/whole/model_index.json", "{}"u8);

        Organizer().Plan(Target, Token).Moves.ShouldAllBe(move => move.State == OrganizeState.Refused);
    }

    [Fact]
    public void What_lies_behind_a_link_stays()
    {
        Model("../elsewhere/ink.safetensors", "X", "ann");
        Directory.CreateDirectory(PathOf());
        Directory.CreateSymbolicLink(PathOf("linked"), _folder.Combine("models", "elsewhere"));

        Organizer().Plan(Target, Token).Moves.ShouldHaveSingleItem().Reason.ShouldNotBeNull().ShouldContain("link");
    }

    [Fact]
    public void Two_formats_of_one_name_that_share_a_picture_stay_together()
    {
        Model("ink.safetensors", "X", "ann", "ink.png");
        Model("ink.ckpt", "X", "bob");

        Organizer().Plan(Target, Token).Moves.ShouldAllBe(move => move.State == OrganizeState.Refused);
    }

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

    [Fact]
    public void An_undo_overwrites_nothing_and_moves_nothing_else()
    {
        Model("ink.safetensors", "X", "ann");
        Model("tar.safetensors", "X", "ann");
        Organizer().Apply(Target, Token);
        _folder.Write("models/loras/ink.safetensors", "new"u8);
        File.Delete(PathOf("X", "ann", "tar.safetensors"));
        _folder.Write("models/loras/X/ann/tar.safetensors", "another one"u8);

        var moves = Organizer().Undo(Target, null, Token).Moves;

        moves.ShouldAllBe(move => move.State == OrganizeState.Refused);
        File.ReadAllText(PathOf("ink.safetensors")).ShouldBe("new");
        File.ReadAllText(PathOf("X", "ann", "tar.safetensors")).ShouldBe("another one");
    }

    [Fact]
    public void A_folder_is_removed_only_if_a_run_made_it()
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
        var outside = _folder.Write("precious.txt", "1"u8);
        Directory.CreateDirectory(_folder.Combine("models/loras/x"));
        var row =
            $$"""{"steps":[{"from":"{{PathOf("a.txt")}}","to":"{{outside}}","model":false,"size":1,"changed":1}],"folders":[]}""";
        _folder.Write("models/.berry/organize/20200101-000000.jsonl", Encoding.UTF8.GetBytes(row + "\n"));

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
        Directory.Move(_folder.Combine("models"), elsewhere.Combine("models"));
        var there = Target with { Root = elsewhere.Path };

        Organizer().Apply(there with { Template = "{creator}" }, Token).Moves.ShouldHaveSingleItem();
        Organizer().Undo(there, null, Token);
        Organizer().Undo(there, null, Token);

        Directory.Move(elsewhere.Combine("models"), _folder.Combine("models"));
        Files().ShouldBe(before);
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
            Path = _folder.Combine("models"),
            IsReadOnly = true,
        };
        using var other = new TemporaryFolder();
        Directory.CreateSymbolicLink(Path.Combine(other.Path, "models"), _folder.Combine("models"));

        Code(() => Organizer(root).Apply(Target with { Root = other.Path }, Token)).ShouldBe(FailureCode.Policy);

        Files().ShouldBe(before);
    }

    [Fact]
    public void A_read_only_root_without_a_template_or_a_run_is_told()
    {
        Directory.CreateDirectory(_folder.Combine("models/loras"));
        var roots = new[]
        {
            new ModelRoot
            {
                Name = "nas",
                Path = _folder.Combine("models"),
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

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static FailureCode Code(Action action) => Should.Throw<LibraryException>(action).Failure.Code;

    private DownloadTarget Target => new() { Root = _folder.Path, Template = Template };

    private Organizer Organizer(params ModelRoot[] roots) =>
        new(
            LayoutCatalog.Load(null),
            new LibraryOptions { WorkingFolder = _folder.Path, Roots = roots },
            TimeProvider.System
        );

    private string PathOf(params string[] parts) => Path.Combine([_folder.Path, "models", "loras", .. parts]);

    // What a killed process leaves: the whole journal, and some of the renames.
    private void Stop(int renames)
    {
        var root = LayoutRoot.Open(LayoutCatalog.Load(null).Get("comfyui"), _folder.Path);
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

    private void Model(string name, string baseModel, string creator, params string[] companions)
    {
        var path = _folder.Write($"models/loras/{name}", Encoding.UTF8.GetBytes(name));
        File.WriteAllText(
            path + ".civitai.json",
            $$"""{ "base_model": "{{baseModel}}", "creator": "{{creator}}", "model_name": "Ink" }"""
        );
        foreach (var companion in companions)
            _folder.Write($"models/loras/{companion}", "1"u8);
    }

    private string[] Files() =>
        [
            .. Directory
                .EnumerateFiles(PathOf(), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(PathOf(), path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
}
