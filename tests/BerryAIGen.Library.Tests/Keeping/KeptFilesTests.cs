using System.Diagnostics;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Keeping;

public sealed class KeptFilesTests : IDisposable
{
    private const string FolderVariable = "BERRY_TEST_FOLDER";

    private readonly KeptFolder _models = new();

    private KeptFiles Trash => _models.Keeping.Trash;

    [Fact]
    public async Task A_model_goes_with_all_that_belongs_to_it_and_comes_back()
    {
        var model = _models.Model("loras/a.v1.safetensors");
        string[] companions =
        [
            "a.v1.safetensors.civitai.json",
            "a.v1.civitai.info",
            "a.v1.preview.png",
            "a.v1.jpeg",
            "a.v1.json",
        ];
        string[] others = ["a.v10.json", "a.v1x.png", "a.v1.safetensors.12345678.part", "b.safetensors", "a.png"];
        foreach (var name in companions.Concat(others))
            _models.Write($"loras/{name}", "x"u8);

        var outcome = (await PutAsync(model)).ShouldHaveSingleItem();

        outcome.Failure.ShouldBeNull();
        outcome.Item!.Files.ShouldBe(["a.v1.safetensors", .. companions], ignoreOrder: true);
        NamesIn("loras").ShouldBe(others, ignoreOrder: true);
        _models.Record.Files["loras/a.v1.safetensors"].Presence.ShouldBe(FilePresence.Trashed);
        Trash.List(null).ShouldHaveSingleItem().Path.ShouldBe(model);

        (await RestoreAsync(outcome.Item.Id)).ShouldHaveSingleItem().Failure.ShouldBeNull();

        NamesIn("loras").ShouldBe(["a.v1.safetensors", .. companions, .. others], ignoreOrder: true);
        _models.Record.Files["loras/a.v1.safetensors"].Presence.ShouldBe(FilePresence.Present);
        Trash.List(null).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_models.Path(".berry/trash")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_two_models_of_one_name_share_stays()
    {
        var model = _models.Model("a.safetensors");
        _models.Write("a.ckpt", "x"u8);
        _models.Write("a.preview.png", "x"u8);
        _models.Write("a.safetensors.civitai.json", "{}"u8);

        await PutAsync(model);

        NamesIn("").ShouldBe(["a.ckpt", "a.preview.png"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_folder_that_is_one_model_is_moved_restored_and_emptied_as_one()
    {
        _models.Write("diffusers/sd/model_index.json", "{}"u8);
        _models.Model("diffusers/sd/unet/deep/x.safetensors");

        var item = (await PutAsync(_models.Path("diffusers/sd")))[0].Item!;
        item.Files.Count.ShouldBe(2);
        Directory.Exists(_models.Path("diffusers/sd")).ShouldBeFalse();
        (await RestoreAsync(item.Id))[0].Failure.ShouldBeNull();
        File.Exists(_models.Path("diffusers/sd/unet/deep/x.safetensors")).ShouldBeTrue();

        await PutAsync(_models.Path("diffusers/sd"));
        var emptied = await EmptyAsync(apply: true);

        emptied.ShouldHaveSingleItem().Failure.ShouldBeNull();
        Directory.EnumerateFileSystemEntries(_models.Path(".berry/trash")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Restoring_never_overwrites()
    {
        var model = _models.Model("a.safetensors");
        _models.Write("a.civitai.info", "old"u8);
        var item = (await PutAsync(model))[0].Item!;
        _models.Write("a.safetensors", "new"u8);

        var refused = (await RestoreAsync(model))[0];

        refused.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.Conflict);
        File.ReadAllText(model).ShouldBe("new");
        File.Delete(model);
        _models.Write("a.civitai.info", "new"u8);

        var restored = (await RestoreAsync(model))[0];

        restored.Note.ShouldNotBeNull().ShouldContain("a.civitai.info");
        File.ReadAllText(_models.Path("a.civitai.info")).ShouldBe("new");
        File.Exists(model).ShouldBeTrue();
        var rest = Trash.List(null).ShouldHaveSingleItem();
        (rest.Id, rest.Path).ShouldBe((item.Id, _models.Path("a.civitai.info")));
    }

    [Fact]
    public async Task Emptying_is_a_dry_run_and_deletes_only_what_the_list_names()
    {
        var model = _models.Model("a.safetensors");
        var item = (await PutAsync(model))[0].Item!;
        var strange = _models.Write($".berry/trash/{item.Id}/files/strange.txt", "mine"u8);

        (await EmptyAsync(apply: false)).ShouldHaveSingleItem().Item!.SizeBytes.ShouldBe(500);
        Trash.List(null).ShouldHaveSingleItem();

        var emptied = (await EmptyAsync(apply: true)).ShouldHaveSingleItem();

        emptied.Note.ShouldNotBeNull().ShouldContain("not of this item");
        File.Exists(strange).ShouldBeTrue();
        NamesIn($".berry/trash/{item.Id}/files").ShouldBe(["strange.txt"]);
        _models.Record.Files.ContainsKey("a.safetensors").ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_that_somebody_changed_deletes_nothing_elsewhere()
    {
        var victim = _models.Model("victim.safetensors");
        var item = (await PutAsync(_models.Model("a.safetensors")))[0].Item!;
        var manifest = _models.Path($".berry/trash/{item.Id}/manifest.json");
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest)
                .Replace(
                    "\"name\": \"a.safetensors\"",
                    "\"name\": \"../../../../victim.safetensors\"",
                    StringComparison.Ordinal
                )
        );

        var emptied = (await EmptyAsync(apply: true)).ShouldHaveSingleItem();

        emptied.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.Policy);
        File.Exists(victim).ShouldBeTrue();
    }

    [Fact]
    public async Task The_quarantine_keeps_its_reason_and_is_not_the_trash()
    {
        var model = _models.Model("a.safetensors");

        await _models.Keeping.Quarantine.PutAsync([model], "crashes", Token);

        _models.Keeping.Quarantine.List(null).ShouldHaveSingleItem().Reason.ShouldBe("crashes");
        Trash.List(null).ShouldBeEmpty();
        _models.Record.Files["a.safetensors"].Presence.ShouldBe(FilePresence.Quarantined);
        (await _models.IndexAsync()).Missing.ShouldBe(0);
    }

    [Theory]
    [InlineData("nothing.safetensors", FailureCode.NotFound, "does not exist")]
    [InlineData("loras", FailureCode.Usage, "not one model")]
    [InlineData("", FailureCode.Usage, "not one model")]
    [InlineData(".berry/journal.jsonl", FailureCode.Usage, "part of a record")]
    public async Task What_cannot_be_trashed_is_told_in_one_sentence(string name, FailureCode code, string word)
    {
        _models.Model("loras/a.safetensors");
        await _models.IndexAsync();

        var outcome = (await PutAsync(_models.Path(name))).ShouldHaveSingleItem();

        outcome.Failure.ShouldNotBeNull().Code.ShouldBe(code);
        outcome.Failure.Message.ShouldContain(word);
        NamesIn("loras").ShouldBe(["a.safetensors"]);
    }

    [Fact]
    public async Task A_name_that_is_not_in_the_trash_is_not_found() =>
        (await RestoreAsync("20990101-000000-0000"))[0].Failure!.Code.ShouldBe(FailureCode.NotFound);

    [Fact]
    public async Task A_model_on_another_file_system_stays_on_it()
    {
        using var drive = MountedFolder.Require("size=1m");
        Directory.CreateSymbolicLink(_models.Path("loras"), drive.Path);
        var model = _models.Model("loras/sub/a.safetensors");

        var item = (await PutAsync(model))[0].Item!;

        File.Exists(Path.Combine(drive.Path, ".berry/trash", item.Id, "files/a.safetensors")).ShouldBeTrue();
        Trash.List(null).ShouldHaveSingleItem();
        (await RestoreAsync(item.Id))[0].Failure.ShouldBeNull();
        File.Exists(model).ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_moves_loses_nothing()
    {
        for (var i = 0; i < 20; i++)
        {
            _models.Model($"m{i}.safetensors");
            _models.Write($"m{i}.preview.png", "x"u8);
        }

        await _models.IndexAsync();
        for (var round = 0; round < 3; round++)
        {
            using var other = Start();
            await Eventually.TrueAsync(
                () => File.Exists(_models.Path("began")) || other.HasExited,
                TestContext.Current.CancellationToken
            );
            await Task.Delay(TimeSpan.FromMilliseconds(7 * (round + 1)), TimeProvider.System, Token);
            other.Kill();
            await other.WaitForExitAsync(Token);
            File.Delete(_models.Path("began"));
        }

        // The first one to come finishes what was half done.
        await PutAsync(_models.Model("last.safetensors"));
        await RestoreAsync([.. Trash.List(_models.Root).Select(item => item.Id)]);

        var expected = Enumerable.Range(0, 20).SelectMany(i => new[] { $"m{i}.safetensors", $"m{i}.preview.png" });
        NamesIn("").ShouldBe([.. expected, "last.safetensors"], ignoreOrder: true);
        Trash.List(_models.Root).ShouldBeEmpty();
    }

    [Fact(Explicit = true)]
    public async Task The_trash_of_another_process()
    {
        var root = Environment.GetEnvironmentVariable(FolderVariable)!;
        using var models = new KeptFolder(root);
        File.WriteAllText(models.Path("began"), "");
        while (!Token.IsCancellationRequested)
        {
            var all = Directory.EnumerateFiles(root, "*.safetensors").ToArray();
            await models.Keeping.Trash.PutAsync(all, "test", Token);
            await models.Keeping.Trash.RestoreAsync(
                [.. models.Keeping.Trash.List(root).Select(i => i.Id)],
                root,
                Token
            );
        }
    }

    public void Dispose() => _models.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<IReadOnlyList<KeptOutcome>> PutAsync(string path) => Trash.PutAsync([path], reason: null, Token);

    private Task<IReadOnlyList<KeptOutcome>> RestoreAsync(params string[] names) =>
        Trash.RestoreAsync(names, root: null, Token);

    private Task<IReadOnlyList<KeptOutcome>> EmptyAsync(bool apply) =>
        Trash.EmptyAsync([], root: null, TimeSpan.Zero, apply, Token);

    private string[] NamesIn(string folder) =>
        [.. Directory.EnumerateFiles(_models.Path(folder)).Select(path => Path.GetFileName(path)!)];

    private Process Start() =>
        Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!)
            {
                ArgumentList = { "--explicit", "only", "--filter-method", $"*{nameof(The_trash_of_another_process)}" },
                RedirectStandardOutput = true,
                Environment = { [FolderVariable] = _models.Root },
            }
        )!;
}
