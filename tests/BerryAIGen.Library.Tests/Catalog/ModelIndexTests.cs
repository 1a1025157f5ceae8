using BerryAIGen.Library.Records;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Tests.Keeping;

namespace BerryAIGen.Library.Tests.Catalog;

public sealed class ModelIndexTests : IDisposable
{
    private readonly KeptFolder _models = new();

    [Fact]
    public async Task Comes_changes_moves_and_goes_are_told_apart()
    {
        _models.Model("loras/same.safetensors");
        var changed = _models.Model("loras/changed.safetensors");
        var moved = _models.Model("loras/old name.safetensors");
        var gone = _models.Model("loras/gone.safetensors");
        (await _models.IndexAsync()).Added.ShouldBe(4);

        _models.Model("loras/changed.safetensors", 501);
        Directory.CreateDirectory(_models.Path("loras/sub"));
        File.Move(moved, _models.Path("loras/sub/new name.safetensors"));
        File.Delete(gone);
        _models.Model("loras/new.safetensors", 502);
        var report = await _models.IndexAsync();

        report.ShouldSatisfyAllConditions(
            r => r.Seen.ShouldBe(4),
            r => r.Added.ShouldBe(1),
            r => r.Changed.ShouldBe(1),
            r => r.Unchanged.ShouldBe(1),
            r => r.Moved.ShouldBe(1),
            r => r.Missing.ShouldBe(1)
        );
        var files = _models.Record.Files;
        files["loras/gone.safetensors"].Presence.ShouldBe(FilePresence.Missing);
        files.ContainsKey("loras/old name.safetensors").ShouldBeFalse();
        files["loras/sub/new name.safetensors"].Presence.ShouldBe(FilePresence.Present);
        files["loras/changed.safetensors"].Stamp!.Value.SizeBytes.ShouldBe(new FileInfo(changed).Length);
    }

    [Fact]
    public async Task A_second_run_finds_nothing_and_writes_nothing()
    {
        _models.Model("vae/a.safetensors");
        await _models.IndexAsync();
        var journal = await File.ReadAllBytesAsync(_models.Path(".berry/journal.jsonl"), Token);

        var again = await _models.IndexAsync();

        again.Unchanged.ShouldBe(1);
        (await File.ReadAllBytesAsync(_models.Path(".berry/journal.jsonl"), Token)).ShouldBe(journal);
    }

    [Fact]
    public async Task What_is_missing_stays_known_and_comes_back_by_itself()
    {
        var path = _models.Model("a.safetensors");
        await _models.IndexAsync(hashes: true);
        var sha256 = _models.Record.Files["a.safetensors"].Hashes!.Sha256;
        var aside = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.Move(path, aside);
        (await _models.IndexAsync()).Missing.ShouldBe(1);

        File.Move(aside, path);
        var report = await _models.IndexAsync();

        report.ShouldSatisfyAllConditions(r => r.Missing.ShouldBe(0), r => r.Added.ShouldBe(0));
        _models.Record.Files["a.safetensors"].Presence.ShouldBe(FilePresence.Present);
        _models.Record.Files["a.safetensors"].Hashes!.Sha256.ShouldBe(sha256);
    }

    [Fact]
    public async Task Only_what_has_no_hash_is_hashed()
    {
        _models.Model("a.safetensors");
        _models.Model("b.safetensors", 600);
        (await _models.IndexAsync(hashes: true)).Hashed.ShouldBe(2);
        _models.Model("b.safetensors", 601);
        _models.Model("c.safetensors", 602);

        // Another b where one was recorded is told by a check; it never becomes the truth by itself.
        var report = await _models.IndexAsync(hashes: true);

        report.Hashed.ShouldBe(2);
        var files = _models.Record.Files;
        files["b.safetensors"].LastResult.ShouldBe("changed");
        files["c.safetensors"].Hashes!.Sha256!.Length.ShouldBe(64);
        (await _models.IndexAsync(hashes: true)).Hashed.ShouldBe(0);
    }

    [Fact]
    public async Task A_sidecar_of_an_earlier_download_gives_hashes_and_origin()
    {
        _models.Model("a.safetensors");
        var sha256 = new string('a', 64);
        _models.Write(
            "a.safetensors.civitai.json",
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"source":"civitai","model_id":1,"version_id":2,"file_id":3,"hashes":{"sha256":"{{sha256}}"} }"""
            )
        );

        await _models.IndexAsync();

        var file = _models.Record.Files["a.safetensors"];
        file.Hashes!.Sha256.ShouldBe(sha256);
        file.Origin.ShouldBe(
            new FileOrigin
            {
                Source = "civitai",
                ModelId = 1,
                VersionId = 2,
                FileId = 3,
            }
        );
    }

    [Fact]
    public async Task A_folder_that_is_one_model_is_one_model()
    {
        _models.Write("diffusers/sd/model_index.json", "{}"u8);
        _models.Model("diffusers/sd/unet/diffusion_pytorch_model.safetensors");
        _models.Write("diffusers/t5/config.json", """{"model_type":"t5"}"""u8);
        _models.Model("diffusers/t5/model.safetensors");
        // Settings of an application are no model.
        _models.Write("webui/config.json", """{"sd_model_checkpoint":"x"}"""u8);
        _models.Model("webui/x.safetensors");

        await _models.IndexAsync();

        _models.Record.Files.Keys.Order().ShouldBe(["diffusers/sd", "diffusers/t5", "webui/x.safetensors"]);
        _models.Record.Files["diffusers/sd"].Stamp!.Value.SizeBytes.ShouldBe(502);
    }

    [Fact]
    public async Task Odd_things_cost_only_themselves()
    {
        Directory.CreateDirectory(_models.Path("loras"));
        File.CreateSymbolicLink(_models.Path("loras/nowhere.safetensors"), "/nowhere/x.safetensors");
        Directory.CreateSymbolicLink(_models.Path("loras/circle"), _models.Path("loras"));
        _models.Model($"loras/{new string('n', 240)}.safetensors");
        _models.Model("loras/ öd\n模\\'.safetensors");
        _models.Model("loras/A.safetensors");
        _models.Model("loras/a.safetensors");
        _models.Write("loras/notes.txt", "x"u8);
        _models.Write("loras/half.safetensors.12345678.part", "x"u8);

        var report = await _models.IndexAsync();

        report.Seen.ShouldBe(4);
        var skipped = report.Skipped.ShouldHaveSingleItem();
        skipped.Path.ShouldBe(_models.Path("loras/nowhere.safetensors"));
        skipped.Why.ShouldContain("/nowhere/x.safetensors, which is not there");
        report.Warnings.ShouldHaveSingleItem().ShouldContain("differ only in case");
        (await _models.IndexAsync()).Unchanged.ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_behind_a_link_that_leads_nowhere_is_missing()
    {
        var outside = Path.Combine(_models.Outside, "loras");
        Directory.CreateDirectory(outside);
        await File.WriteAllBytesAsync(Path.Combine(outside, "a.safetensors"), TinySafetensors.Create(300), Token);
        Directory.CreateSymbolicLink(_models.Path("loras"), outside);
        (await _models.IndexAsync()).Added.ShouldBe(1);
        Directory.Move(outside, outside + "2");

        var report = await _models.IndexAsync();

        report.ShouldSatisfyAllConditions(r => r.Missing.ShouldBe(0), r => r.Unreachable.ShouldBe(1));
        _models.Record.Files["loras/a.safetensors"].Presence.ShouldBe(FilePresence.Present);
    }

    [Fact]
    public async Task A_folder_inside_with_a_record_of_its_own_keeps_it()
    {
        _models.Model("a.safetensors");
        _models.Model("inner/b.safetensors");
        await _models.Keeping.IndexAsync([_models.Path("inner")], hashes: false, progress: null, Token);

        var report = await _models.IndexAsync();

        report.ShouldSatisfyAllConditions(
            r => r.Seen.ShouldBe(2),
            r => r.Added.ShouldBe(1),
            r => r.Unchanged.ShouldBe(1)
        );
        _models.Record.Files.Keys.ShouldBe(["a.safetensors"]);
    }

    [Fact]
    public async Task A_folder_of_a_root_is_indexed_alone()
    {
        _models.Model("loras/a.safetensors");
        var other = _models.Model("vae/b.safetensors");
        await _models.IndexAsync();
        File.Delete(other);

        var report = await _models.Keeping.IndexAsync([_models.Path("loras")], false, null, Token);

        report.ShouldSatisfyAllConditions(r => r.Seen.ShouldBe(1), r => r.Missing.ShouldBe(0));
        Directory.Exists(_models.Path("loras/.berry")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("nothing", FailureCode.NotFound, "does not exist")]
    [InlineData("models/a.safetensors", FailureCode.Usage, "is a file")]
    public async Task A_folder_that_is_none_is_told_in_one_sentence(string name, FailureCode code, string word)
    {
        _models.Model("a.safetensors");

        var report = await _models.Keeping.IndexAsync([name], hashes: false, progress: null, Token);

        report.Failure.ShouldNotBeNull().Code.ShouldBe(code);
        report.Failure.Message.ShouldContain(word);
    }

    public void Dispose() => _models.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
