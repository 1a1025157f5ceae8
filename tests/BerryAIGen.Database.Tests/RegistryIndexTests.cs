using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

public sealed class RegistryIndexTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task New_models_are_described_by_their_headers(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("loras/Alien Style XL.safetensors");
        folder.AddGguf("llm/tiny-chat.gguf", ("tokenizer.chat_template", "{{ messages }}"));

        var report = await folder.RunAsync();

        (report.Seen, report.Added, report.Unchanged).ShouldBe((2, 2, 0));
        var lora = await folder.RowAsync("alien-style-xl");
        lora.Name.ShouldBe("Alien Style XL");
        (lora.ModelType, lora.BaseModel, lora.Format).ShouldBe(("lora", "sdxl", "safetensors"));
        (lora.Status, lora.StatusDetail).ShouldBe((ModelStatus.Local, null));
        lora.LocalPath.ShouldBe(Path.Combine(folder.Models, "loras", "Alien Style XL.safetensors"));
        lora.Root.ShouldBe(folder.Models);
        lora.Size.ShouldBe(new FileInfo(lora.LocalPath!).Length);
        lora.Capabilities.ShouldContain("image-generation");
        lora.Provider.ShouldNotBeEmpty();
        var chat = await folder.RowAsync("tiny-chat");
        (chat.ModelType, chat.Format, chat.Architecture, chat.Provider).ShouldBe(("llm", "gguf", "llama", "llama-cpp"));
        JsonNode.Parse(chat.Capabilities)!.AsArray().Select(word => word!.ToString()).ShouldContain("chat");
        (await folder.HistoryAsync("tiny-chat")).ShouldBe(["indexed"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_did_not_change_is_left_alone(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        folder.AddLora("b.safetensors", seed: 1);
        await folder.RunAsync();
        var before = await folder.RowsAsync();

        var report = await folder.RunAsync();

        (report.Seen, report.Unchanged, report.Added, report.Changed, report.Missing).ShouldBe((2, 2, 0, 0, 0));
        (await folder.RowsAsync()).Select(row => row.UpdatedAt).ShouldBe(before.Select(row => row.UpdatedAt));
        (await folder.HistoryAsync("a")).ShouldBe(["indexed"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_changed_file_is_read_again_and_a_persons_words_stay(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync(
            "a",
            row =>
            {
                row.Sha256 = new string('a', 64);
                row.Notes = "mine";
                row.UserTags = """["keep"]""";
                row.UserFields = """{"name":"My own name","trained_words":["alien"]}""";
            }
        );
        folder.AddLora("a.safetensors", seed: 9);

        var report = await folder.RunAsync();

        report.Changed.ShouldBe(1);
        var row = await folder.RowAsync("a");
        row.Size.ShouldBe(new FileInfo(path).Length);
        row.Sha256.ShouldBeNull();
        (row.Notes, row.UserTags, row.Name).ShouldBe(("mine", """["keep"]""", "My own name"));
        row.TrainedWords.ShouldContain("alien");
        (await folder.HistoryAsync("a")).ShouldBe(["indexed", "changed"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_moved_file_keeps_its_row(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync("a", row => row.Notes = "mine");
        var moved = folder.Folder.Combine("models", "sorted", "b.safetensors");
        File.Move(path, moved);

        var report = await folder.RunAsync();

        (report.Moved, report.Added, report.Missing).ShouldBe((1, 0, 0));
        var row = (await folder.RowsAsync()).ShouldHaveSingleItem();
        (row.Id, row.LocalPath, row.Notes, row.Status).ShouldBe(("a", moved, "mine", ModelStatus.Local));
        (await folder.HistoryAsync("a")).ShouldBe(["indexed", "moved"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_copied_elsewhere_and_deleted_is_found_by_its_bytes(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync("a", row => row.Sha256 = Sha256(path));
        var copy = folder.Folder.Combine("models", "other", "renamed.safetensors");
        File.WriteAllBytes(copy, File.ReadAllBytes(path));
        File.Delete(path);

        var report = await folder.RunAsync();

        (report.Moved, report.Added, report.Missing, report.Hashed).ShouldBe((1, 0, 0, 1));
        (await folder.RowsAsync()).ShouldHaveSingleItem().LocalPath.ShouldBe(copy);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_vanished_is_missing_and_comes_back_by_itself(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync("a", row => row.Notes = "mine");
        var bytes = File.ReadAllBytes(path);
        var written = File.GetLastWriteTimeUtc(path);
        File.Delete(path);

        var gone = await folder.RunAsync();
        var still = await folder.RunAsync();

        (gone.Missing, still.Missing, gone.Seen).ShouldBe((1, 1, 0));
        var row = await folder.RowAsync("a");
        (row.Status, row.StatusDetail, row.Notes).ShouldBe((ModelStatus.Error, "missing", "mine"));
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, written);

        var back = await folder.RunAsync();

        (back.Returned, back.Unchanged, back.Missing).ShouldBe((1, 1, 0));
        row = await folder.RowAsync("a");
        (row.Status, row.StatusDetail, row.Notes).ShouldBe((ModelStatus.Local, null, "mine"));
        (await folder.HistoryAsync("a")).ShouldBe(["indexed", "missing", "returned"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_folder_that_is_away_marks_nothing_as_missing(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        Directory.Move(folder.Models, folder.Models + ".away");

        var report = await folder.RunAsync();

        (report.Unreachable, report.Missing).ShouldBe((1, 0));
        report.Skipped.ShouldHaveSingleItem().Path.ShouldBe(folder.Models);
        var row = await folder.RowAsync("a");
        (row.Status, row.StatusDetail).ShouldBe((ModelStatus.Local, "unreachable"));
        Directory.Move(folder.Models + ".away", folder.Models);
        (await folder.RunAsync()).Returned.ShouldBe(1);
        (await folder.RowAsync("a")).StatusDetail.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_mount_point_and_a_link_that_leads_nowhere_mark_nothing_as_missing()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var disk = folder.Folder.Combine("disk", "x.safetensors");
        File.Move(folder.AddLora("x.safetensors"), disk);
        Directory.CreateSymbolicLink(Path.Combine(folder.Models, "linked"), Path.GetDirectoryName(disk)!);
        folder.AddLora("y.safetensors", seed: 1);
        await folder.RunAsync();
        await MountOnAnotherDiskAsync(folder);
        Directory.Move(Path.GetDirectoryName(disk)!, Path.GetDirectoryName(disk) + ".away");
        File.Move(Path.Combine(folder.Models, "y.safetensors"), folder.Folder.Combine("y.away"));

        var report = await folder.RunAsync();
        var again = await folder.RunAsync();

        (report.Unreachable, report.Missing).ShouldBe((2, 0));
        (again.Unreachable, again.Missing).ShouldBe((2, 0));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Divided_models_and_folders_that_are_models_are_one_each(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddGguf("big-00001-of-00002.gguf", ("general.name", "x"));
        folder.AddGguf("half-00002-of-00002.gguf");
        Write(folder, "pipe/model_index.json", """{"_class_name":"StableDiffusionXLPipeline"}""");
        folder.AddLora("pipe/unet/diffusion_pytorch_model.safetensors");
        Write(
            folder,
            "chat/config.json",
            """{"architectures":["LlamaForCausalLM"],"model_type":"llama","max_position_embeddings":4096,"num_hidden_layers":2,"hidden_size":64,"num_attention_heads":4}"""
        );
        folder.AddLora("chat/model.safetensors");

        await folder.RunAsync();
        folder.AddGguf("big-00002-of-00002.gguf");
        var report = await folder.RunAsync();

        report.Changed.ShouldBe(1);
        var rows = await folder.RowsAsync();
        rows.Select(row => row.Id).ShouldBe(["big", "chat", "half", "pipe"]);
        (rows[0].Status, rows[0].StatusDetail).ShouldBe((ModelStatus.Local, null));
        rows[0].Size.ShouldBe(Directory.GetFiles(folder.Models, "big-*").Sum(file => new FileInfo(file).Length));
        (rows[1].Format, rows[1].Architecture).ShouldBe(("transformers", "llama"));
        rows[1].Capabilities.ShouldContain("text-generation");
        rows[1].Metadata.ShouldContain("\"context_length\":4096");
        (rows[2].Status, rows[2].StatusDetail).ShouldBe((ModelStatus.Error, "incomplete"));
        rows[3].Format.ShouldBe("diffusers");
    }

    [Fact]
    public async Task A_broken_file_is_an_error_and_says_why()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        File.WriteAllText(Path.Combine(folder.Models, "page.safetensors"), "<!doctype html><p>Not found</p>");
        var cut = folder.AddGguf("cut.gguf");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^16]);

        await folder.RunAsync();

        var rows = await folder.RowsAsync();
        rows.Select(row => row.Status).ShouldBe([ModelStatus.Error, ModelStatus.Error]);
        rows.Select(row => row.StatusDetail).ShouldBe(["incomplete", "broken"]);
        rows[1].Metadata.ShouldContain("problem");
    }

    [Fact]
    public async Task Ids_are_unique_and_collide_with_no_address()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        folder.AddLora("one/Style.safetensors");
        folder.AddLora("two/style.safetensors", seed: 1);
        folder.AddLora("library.safetensors", seed: 2);
        folder.AddLora("雪 (v1).safetensors", seed: 3);
        folder.AddLora("---.safetensors", seed: 4);

        await folder.RunAsync();

        (await folder.RowsAsync())
            .Select(row => row.Id)
            .ShouldBe(["library-model", "model", "style", "style-2", "雪-v1"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_sidecar_ties_the_file_to_its_model_and_version(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        foreach (var (name, seed) in new[] { ("a", 0), ("b", 1) })
        {
            var path = folder.AddLora($"{name}.safetensors", seed);
            File.WriteAllText(
                path + ".civitai.json",
                $$"""
                {"schema_version":1,"source":"civitai","source_url":"https://civitai.com/api/download/models/{{22
                    + seed}}",
                 "fetched_at":"2026-01-02T03:04:05Z","model_id":11,"version_id":{{22 + seed}},"file_id":{{33 + seed}},
                 "model_name":"Alien Style","version_name":"v{{seed}}","creator":"ann","trigger_words":["alien"],
                 "hashes":{"sha256":"{{Sha256(path)}}"},
                 "model":{"id":11,"name":"Alien Style","description":"<p>Draws <b>aliens</b></p>"},"version":{"id":{{22
                    + seed}} },"file":{"id":{{33 + seed}},"name":"x.safetensors"}
                }
                """
            );
        }

        await folder.RunAsync();

        await using var context = folder.Database.CreateContext();
        var row = await context
            .Registry.Include(row => row.ModelFile!.ModelVersion!.SourceModel)
            .SingleAsync(row => row.Id == "a", Stop);
        (row.Name, row.Creator, row.Description).ShouldBe(("Alien Style", "ann", "Draws aliens"));
        row.TrainedWords.ShouldContain("alien");
        row.Checksum.ShouldBe("sha256:" + Sha256(row.LocalPath!));
        row.AutoV2.ShouldBe(row.Sha256![..10]);
        row.DownloadDate.ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        row.ModelFile!.SourceId.ShouldBe("33");
        row.ModelFile.ModelVersion!.SourceId.ShouldBe("22");
        row.ModelFile.ModelVersion.SourceModel!.SourceId.ShouldBe("11");
        row.ModelFile.ModelVersion.SourceModel.Body!.ShouldContain("Alien Style");
        (await context.SourceModels.CountAsync(Stop)).ShouldBe(1);
        (await context.ModelVersions.CountAsync(Stop)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_model_that_was_offered_becomes_local_and_keeps_its_id(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        await folder.Registry.OfferAsync(PredefinedModels.Load(null), IndexedFolder.Machine, Stop);
        var path = folder.AddGguf("downloaded.gguf");
        await folder.ChangeAsync(
            "tinyllama-1.1b-chat-q4",
            row => (row.Sha256, row.Size) = (Sha256(path), new FileInfo(path).Length)
        );

        var rows = await folder.Index.RecordAsync([path, folder.Folder.Combine("nothing.gguf")], "download", Stop);

        var row = rows.ShouldHaveSingleItem();
        (row.Id, row.Status, row.LocalPath, row.Origin).ShouldBe(
            ("tinyllama-1.1b-chat-q4", ModelStatus.Local, path, "download")
        );
        row.Name.ShouldBe("TinyLlama 1.1B Chat Q4_K_M");
        row.Metadata.ShouldContain("Apache 2.0");
        (await folder.HistoryAsync(row.Id)).ShouldBe(["download"]);
        (await folder.RunAsync()).Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task Runs_and_records_at_once_write_each_model_once()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var paths = Enumerable.Range(0, 30).Select(seed => folder.AddLora($"{seed}.safetensors", seed)).ToArray();

        await Task.WhenAll(
            folder.RunAsync(),
            folder.Index.RecordAsync(paths, "download", Stop),
            folder.RunAsync(),
            folder.Index.RecordAsync(paths[..5], "download", Stop)
        );

        (await folder.RowsAsync()).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Parts_of_downloads_and_the_records_folder_are_no_models()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        Write(folder, "downloads/a.safetensors.part", "x");
        folder.AddLora(".berry/trash/1/a.safetensors");
        folder.AddLora("sub/.berry/root.json");

        (await folder.RunAsync()).Seen.ShouldBe(0);
    }

    // As if the models had last been seen while another disk was mounted there.
    private static Task MountOnAnotherDiskAsync(IndexedFolder folder)
    {
        var context = folder.Database.CreateContext();
        return ChangeAsync();

        async Task ChangeAsync()
        {
            await using (context)
            {
                var row = await context.Settings.SingleAsync(row => row.Key == "catalog.mounts", Stop);
                var mounts = JsonNode.Parse(row.Value)!.AsObject();
                mounts[folder.Models] = "/media/another disk";
                row.Value = mounts.ToJsonString();
                await context.SaveChangesAsync(Stop);
            }
        }
    }

    private static void Write(IndexedFolder folder, string name, string text)
    {
        var path = Path.Combine(folder.Models, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
