using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Batches;

public sealed class BatchFileTests
{
    private static readonly DownloadRequest Defaults = new() { References = [] };

    [Fact]
    public void The_sample_is_read()
    {
        var batch = BatchFile.Read(
            Path.Combine(RepositoryRoot.Path, "civitai_models_config.json"),
            TestContext.Current.CancellationToken
        );

        var request = batch.Entries.ShouldHaveSingleItem().ToRequest(Defaults);
        request.References.ShouldBe(["128713@146759"]);
        request.Target.ModelType.ShouldBe("checkpoints");
        batch.Settings.HasAny.ShouldBeFalse();
    }

    [Fact]
    public void The_key_of_the_settings_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("b.json", """{ "downloads": [], "settings": { "civitai_api_key": " abc " } }"""u8);

        var key = BatchFile.Read(path, TestContext.Current.CancellationToken).Settings.CivitaiKey.ShouldNotBeNull();

        key.Reveal().ShouldBe("abc");
        key.ToString().ShouldBe("***");
    }

    [Fact]
    public void A_broken_entry_is_named_and_the_others_hold()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "b.json",
            """
            { "downloads": [
                { "name": "good", "model_id": "12" },
                { "name": "no id" },
                { "name": "bad id", "model_id": -1 },
                500000000000000,
                { "name": "by address", "source": "url", "url": "https://example.com/x.safetensors", "filename": "mine.safetensors" },
                [],
                "version:7"
            ] }
            """u8
        );

        var entries = BatchFile.Read(path, TestContext.Current.CancellationToken).Entries;

        entries
            .Select(entry => entry.Reference)
            .ShouldBe(["model:12", null, null, null, "https://example.com/x.safetensors", null, "version:7"]);
        entries[1].Failure!.Message.ShouldContain("download 2 (no id)");
        entries[2].Failure!.Message.ShouldContain("download 3 (bad id)");
        entries[4].ToRequest(Defaults).Target.FileName.ShouldBe("mine.safetensors");
    }

    [Theory]
    [InlineData("civitai", true)]
    [InlineData("Civitai", true)]
    [InlineData("huggingface", false)]
    [InlineData("url", false)]
    public void Ids_are_those_of_civitai_only(string source, bool isRead)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("b.json");
        File.WriteAllText(path, $$"""{ "downloads": [{ "source": "{{source}}", "model_id": 12 }] }""");

        var entry = BatchFile.Read(path, TestContext.Current.CancellationToken).Entries.ShouldHaveSingleItem();

        entry.Reference.ShouldBe(isRead ? "model:12" : null);
        if (!isRead)
            entry.Failure!.Message.ShouldContain(source);
    }

    [Fact]
    public void A_text_has_one_reference_per_line_and_comments()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "b.txt",
            "# mine\r\n12 # the first\r\n\r\nv7, 12@13\r\nnonsense here\r\nhttps://example.com/a#part\r\n"u8
        );

        var entries = BatchFile.Read(path, TestContext.Current.CancellationToken).Entries;

        entries.Select(entry => entry.Reference).ShouldBe(["12", "v7", "12@13", null, "https://example.com/a#part"]);
        entries[3].Failure!.Message.ShouldContain("line 5 of b.txt");
    }

    [Fact]
    public void A_list_that_contains_itself_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.txt", "1\n./b.txt\n"u8);
        folder.Write("b.txt", "2\n./a.txt\n"u8);

        var entries = BatchFile.Read(path, TestContext.Current.CancellationToken).Entries;

        entries.Select(entry => entry.Reference).ShouldBe(["1", "2", null]);
        entries[2].Failure!.Message.ShouldContain("contains itself");
    }

    [Theory]
    [InlineData("{ \"downloads\": [\n{ \"model_id\": 1 }\n{ \"model_id\": 2 }\n] }", "line 3")]
    [InlineData("{ \"models\": [] }", "downloads")]
    [InlineData("{ \"downloads\": [{ \"model_id\": 1,\n\"model_id\": 2 }] }", "model_id")]
    [InlineData("{ \"downloads\": [], \"downloads\": [] }", "downloads")]
    public void A_file_that_is_no_batch_says_what_is_wrong(string text, string part)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("b.json");
        File.WriteAllText(path, text);

        Should
            .Throw<LibraryException>(() => BatchFile.Read(path, TestContext.Current.CancellationToken))
            .Message.ShouldContain(part);
    }

    [Fact]
    public void A_missing_list_in_a_list_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.txt", "gone.txt, 7\n"u8);

        var entries = BatchFile.Read(path, TestContext.Current.CancellationToken).Entries;

        entries.Select(entry => entry.Reference).ShouldBe([null, "7"]);
        entries[0].Failure!.Message.ShouldContain("gone.txt");
    }

    [Fact]
    public void A_model_as_civitai_describes_it_is_a_list_of_its_versions()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "m.json",
            """{ "id": 5, "name": "M", "modelVersions": [{ "id": 7 }, { "id": 6 }] }"""u8
        );

        BatchFile
            .Read(path, TestContext.Current.CancellationToken)
            .Entries.Select(entry => entry.Reference)
            .ShouldBe(["5@7", "5@6"]);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Should
            .Throw<LibraryException>(() => BatchFile.Read("/nowhere/b.json", TestContext.Current.CancellationToken))
            .Message.ShouldContain("/nowhere/b.json");

    [Fact]
    public void All_list_cases_hold()
    {
        var folder = OpenCases.Require("batch");
        foreach (var row in OpenCases.List("batch").Where(row => row.Text("entry") is not null))
        {
            var entries = BatchFile
                .Read(Path.Combine(folder, "files", row.Text("entry")!), TestContext.Current.CancellationToken)
                .Entries;

            var expected = row.Expected.GetProperty("sources").EnumerateArray().Select(source => source.GetString()!);
            entries.Select(entry => Words(ReferenceParser.Parse(entry.Reference!))).ShouldBe(expected, row.Id);
        }
    }

    [Fact]
    public void All_record_cases_hold()
    {
        var folder = OpenCases.Require("batch");
        foreach (var row in OpenCases.List("batch").Where(row => row.Text("entry") is null))
        {
            var entries = BatchFile
                .Read(Path.Combine(folder, row.Files.ShouldHaveSingleItem()), TestContext.Current.CancellationToken)
                .Entries;

            var versions = row.Expected.GetProperty("versions").EnumerateArray().Select(version => version.GetInt32());
            entries
                .Select(entry => entry.Reference)
                .ShouldBe(versions.Select(version => $"{row.Text("id")}@{version}"));
            entries.ShouldAllBe(entry => entry.Place.Contains(row.Text("name")!));
        }
    }

    private static string Words(Reference reference) =>
        string.Join(
            ' ',
            new[]
            {
                reference.ModelId is { } model ? $"model {model}" : null,
                reference.VersionId is { } version ? $"version {version}" : null,
            }.OfType<string>()
        );
}
