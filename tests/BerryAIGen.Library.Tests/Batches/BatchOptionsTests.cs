using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Batches;

/// <summary>What entries and settings may say, in JSON and YAML alike.</summary>
public sealed class BatchOptionsTests
{
    private const string Json = """
        { "downloads": [
            { "name": "one", "reference": "12@13", "filename": "mine.safetensors", "to": "there",
              "format": "SafeTensor", "precision": "fp16", "variant": "Q4", "archives": "unpack-and-keep", "sha256": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
            "7"
          ],
          "settings": { "root": "models", "layout": "forge", "model_type": "loras", "on_conflict": "refuse", "archives": "keep",
              "skip_existing": true, "allow_unsafe": false, "preview": false, "huggingface_token": "t" } }
        """;

    private const string Yaml = """
        # what this machine needs
        downloads:
          - name: one
            reference: 12@13
            filename: mine.safetensors
            to: there
            format: SafeTensor
            precision: fp16
            variant: Q4
            archives: unpack-and-keep
            sha256: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          - 7
        settings: { root: models, layout: forge, model_type: loras, on_conflict: refuse, archives: keep,
          skip_existing: true, allow_unsafe: false, preview: false, huggingface_token: t }
        """;

    [Theory]
    [InlineData("b.json", Json)]
    [InlineData("b.yaml", Yaml)]
    [InlineData("b", Yaml)]
    public void Everything_that_is_said_is_obeyed(string name, string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine(name);
        File.WriteAllText(path, text);

        var batch = BatchFile.Read(path, TestContext.Current.CancellationToken);

        batch.Settings.OnConflict.ShouldBe(ConflictRule.Refuse);
        batch.Settings.SkipsExisting.ShouldBe(true);
        batch.Settings.AcceptsDanger.ShouldBe(false);
        batch.Settings.WantsPreview.ShouldBe(false);
        batch.Settings.HuggingFaceToken!.Reveal().ShouldBe("t");
        batch.Settings.Target.Root.ShouldBe(Path.Combine(folder.Path, "models"));
        var defaults = new DownloadRequest { References = [], Target = batch.Settings.Target };
        var one = batch.Entries[0].ToRequest(defaults);
        one.References.ShouldBe(["12@13"]);
        one.Target.Folder.ShouldBe(Path.Combine(folder.Path, "there"));
        one.Target.FileName.ShouldBe("mine.safetensors");
        one.Choice.Precision.ShouldBe("fp16");
        one.Choice.Variant.ShouldBe("Q4");
        one.Archives.ShouldBe(ArchiveRule.UnpackAndKeep);
        batch.Settings.Archives.ShouldBe(ArchiveRule.Keep);
        batch.Entries[1].ToRequest(defaults with { Archives = ArchiveRule.Keep }).Archives.ShouldBe(ArchiveRule.Keep);
        one.Sha256.ShouldBe(new string('a', 64));
        var other = batch.Entries[1].ToRequest(defaults);
        other.References.ShouldBe(["7"]);
        (other.Target.Folder, other.Target.Layout, other.Target.ModelType).ShouldBe((null, "forge", "loras"));
    }

    [Theory]
    [InlineData("""{ "max_concurrent": 4 }""", "max_concurrent")]
    [InlineData("""{ "preview": "perhaps" }""", "preview")]
    [InlineData("""{ "on_conflict": "overwrite" }""", "overwrite")]
    [InlineData("""{ "root": ["a"] }""", "root")]
    [InlineData("""{ "root": "a", "to": "b" }""", "leave one out")]
    [InlineData("""[]""", "not an object")]
    public void A_setting_that_cannot_be_obeyed_is_refused_by_name(string settings, string part)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("b.json");
        File.WriteAllText(path, $$"""{ "downloads": [1], "settings": {{settings}} }""");

        Should
            .Throw<LibraryException>(() => BatchFile.Read(path, TestContext.Current.CancellationToken))
            .Message.ShouldContain(part);
    }

    [Theory]
    [InlineData("""{ "model_id": 1, "fileid": 3 }""", "fileid")]
    [InlineData("""{ "model_id": 1, "file_id": "three" }""", "three")]
    [InlineData("""{ "model_id": 1, "sha256": "abc" }""", "64 hex digits")]
    [InlineData("""{ "model_id": 1, "to": "a", "root": "b" }""", "leave one out")]
    [InlineData("""{ "model_id": 1, "all": 3 }""", "true or false")]
    [InlineData("""{ "model_id": 1, "url": "https://civitai.com/models/2" }""", "not the same")]
    [InlineData("""{ "model_id": 1, "url": "https://example.com/x.safetensors" }""", "not the same")]
    [InlineData("""{ "version_id": 7, "reference": "https://civitai.com/models/1" }""", "not the same")]
    [InlineData("""{ "reference": "7", "url": "https://example.com/x.safetensors" }""", "say the same")]
    [InlineData("""{ "model_id": 1, "filename": "a.gguf", "file_name": "b.gguf" }""", "say the same")]
    [InlineData("""{ "include": "gone.yaml" }""", "gone.yaml")]
    public void An_entry_that_cannot_be_obeyed_says_why(string entry, string part)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("b.json");
        File.WriteAllText(path, $$"""{ "downloads": [{{entry}}, 9] }""");

        var entries = BatchFile.Read(path, TestContext.Current.CancellationToken).Entries;

        entries[0].Failure!.Message.ShouldContain(part);
        entries[1].Reference.ShouldBe("9");
    }

    [Fact]
    public void Ids_that_an_address_names_in_part_do_not_contradict_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "b.json",
            """[{ "model_id": 5, "version_id": 7, "url": "https://civitai.com/api/download/models/7" }]"""u8
        );

        BatchFile.Read(path, TestContext.Current.CancellationToken).Entries[0].Failure.ShouldBeNull();
    }

    [Fact]
    public void A_misspelt_settings_is_no_remark()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("b.json", """{ "downloads": [1], "setings": {} }"""u8);

        Should
            .Throw<LibraryException>(() => BatchFile.Read(path, TestContext.Current.CancellationToken))
            .Message.ShouldContain("setings");
    }

    [Fact]
    public void Lists_of_all_forms_may_name_each_other_relative_to_themselves()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.yaml", "- include: sub/b.txt\n- 1\n"u8);
        folder.Write("sub/b.txt", "2\n./c.json\n"u8);
        folder.Write("sub/c.json", """[3, { "include": "../a.yaml" }]"""u8);

        var entries = BatchFile.Read(path, TestContext.Current.CancellationToken).Entries;

        entries.Select(entry => entry.Reference).ShouldBe(["2", "3", null, "1"]);
        entries[2].Failure!.Message.ShouldContain("contains itself");
    }

    [Fact]
    public void Settings_of_a_list_inside_another_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.yaml", "- include: b.yaml\n"u8);
        folder.Write("b.yaml", "downloads: [3]\nsettings: { preview: false }\n"u8);

        BatchFile
            .Read(path, TestContext.Current.CancellationToken)
            .Entries.ShouldHaveSingleItem()
            .Failure!.Message.ShouldContain("outermost");
    }
}
