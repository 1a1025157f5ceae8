using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>What a run reads of the files it finds.</summary>
public sealed class RegistryIndexTests(PostgreSqlServer server)
{
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
    public async Task A_projector_that_comes_later_is_counted_with_its_model(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var model = folder.AddGguf("llm/seer-Q4_0.gguf");
        await folder.RunAsync();
        var alone = await MetadataAsync();
        var projector = folder.AddGguf("llm/mmproj-F16.gguf");

        await folder.RunAsync();

        alone["projector_bytes"].ShouldBeNull();
        var both = await MetadataAsync();
        both["projector_bytes"]!.GetValue<long>().ShouldBe(new FileInfo(projector).Length);
        both["memory_bytes"]!.GetValue<long>().ShouldBeGreaterThan(alone["memory_bytes"]!.GetValue<long>());

        async Task<JsonNode> MetadataAsync() =>
            JsonNode.Parse((await folder.RowsAsync()).Single(row => row.LocalPath == model).Metadata)!;
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
    public async Task What_others_wrote_beside_a_model_unseen_is_read_with_it(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        folder.Write("a.json", """{"activation text":"alien","sd version":"SDXL"}""");

        await folder.RunAsync();

        (await folder.RowAsync("a")).TrainedWords.ShouldContain("alien");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_record_that_changed_unseen_is_read_again_with_its_model(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        folder.Write("a.safetensors.civitai.json", """{"schema_version":1,"model_name":"Theirs"}""");

        await folder.RunAsync();
        var named = await folder.RowAsync("a");
        await folder.RunAsync();

        named.Name.ShouldBe("Theirs");
        (await folder.RowAsync("a")).UpdatedAt.ShouldBe(named.UpdatedAt);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Divided_models_and_folders_that_are_models_are_one_each(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddGguf("big-00001-of-00002.gguf", ("general.name", "x"));
        folder.AddGguf("half-00002-of-00002.gguf");
        folder.Write("pipe/model_index.json", """{"_class_name":"StableDiffusionXLPipeline"}""");
        folder.AddLora("pipe/unet/diffusion_pytorch_model.safetensors");
        folder.Write(
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
    public async Task Parts_of_downloads_and_the_records_folder_are_no_models()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        folder.Write("downloads/a.safetensors.part", "x");
        folder.AddLora(".berry/trash/1/a.safetensors");
        folder.AddLora("sub/.berry/root.json");

        (await folder.RunAsync()).Seen.ShouldBe(0);
    }
}
