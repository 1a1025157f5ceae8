using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Catalog;

public sealed class IndexRoutesTests
{
    [Fact]
    public async Task Models_are_found_at_the_start_and_whatever_happens_to_them_is_seen()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = Path.Combine(server.Models, "llm", "tiny-chat.gguf");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        File.WriteAllBytes(path, Gguf());
        await server.EventuallyAsync(models => models is [var one] && one["id"]!.ToString() == "tiny-chat");
        var moved = Path.Combine(server.Models, "moved.gguf");
        File.Move(path, moved);
        await server.EventuallyAsync(models => models is [var one] && one["local_path"]!.ToString() == moved);
        File.Delete(moved);
        await server.EventuallyAsync(models => models is [var one] && one["status_detail"]?.ToString() == "missing");

        var model = (await server.ModelsAsync()).Single();
        model["id"]!.ToString().ShouldBe("tiny-chat");
        model["status"]!.ToString().ShouldBe("error");
        model["provider"]!.ToString().ShouldBe("llama-cpp");
    }

    [Fact]
    public async Task A_run_can_be_waited_for_and_the_last_report_is_kept()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = Path.Combine(server.Models, "a.gguf");
        File.WriteAllBytes(path, Gguf());
        File.CreateSymbolicLink(Path.Combine(server.Models, "gone.gguf"), "/nowhere/gone.gguf");

        var answer = await server.PostAsync("/api/models/index?wait=true");

        var report = answer["report"]!;
        report["seen"]!.GetValue<int>().ShouldBe(1);
        report["skipped"]![0]!["path"]!.ToString().ShouldEndWith("gone.gguf");
        report["skipped"]![0]!["why"]!.ToString().ShouldContain("a link to");
        report["elapsed_ms"].ShouldNotBeNull();
        (await server.ModelsAsync()).Single()["local_path"]!.ToString().ShouldBe(path);
        var last = await server.GetAsync("/api/models/index");
        last["folders"]!.AsArray().Select(folder => folder!.ToString()).ShouldBe([server.Models]);
        last["report"]!["seen"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_run_as_a_job_has_an_id_and_a_folder_of_somebody_else_is_refused()
    {
        await using var server = await CatalogToolkit.StartAsync();

        var started = await server.PostAsync("/api/models/index", "{}");
        var refused = await server.PostAsync("/api/models/index", """{"folders":["/etc"]}""");

        started["job_id"]!.ToString().ShouldNotBeEmpty();
        refused["error"]!["code"]!.ToString().ShouldBe("usage");
        refused["error"]!["message"]!.ToString().ShouldContain("/etc is not of this library");
        await server.EventuallyAsync(_ =>
            server.GetAsync("/api/models/index").GetAwaiter().GetResult()["report"] is not null
        );
    }

    [Fact]
    public async Task Folders_of_providers_belong_to_the_library_and_one_that_comes_later_is_found()
    {
        using var elsewhere = new TemporaryFolder();
        var later = Path.Combine(elsewhere.Path, "later");
        await using var server = await CatalogToolkit.StartAsync(
            ("LLAMA_CPP_MODELS_DIR", later),
            ("BERRY_INDEX_EVERY", "1")
        );

        Directory.CreateDirectory(later);
        File.WriteAllBytes(Path.Combine(later, "b.gguf"), Gguf());
        await server.EventuallyAsync(models => models is [var one] && one["id"]!.ToString() == "b");

        Directory.Move(later, later + ".away");
        await server.EventuallyAsync(models => models is [var one] && one["status_detail"] is not null);
        var model = (await server.ModelsAsync()).Single();
        (model["status"]!.ToString(), model["status_detail"]!.ToString()).ShouldBe(("local", "unreachable"));
        (await server.GetAsync("/api/models/index"))["unwatched"]!
            .AsArray()
            .Select(folder => folder!.ToString())
            .ShouldBe([later]);
    }

    [Fact]
    public async Task A_record_that_is_written_beside_a_known_file_is_read()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = Path.Combine(server.Models, "a.gguf");
        File.WriteAllBytes(path, Gguf());
        await server.EventuallyAsync(models => models.Count == 1);

        File.WriteAllText(
            path + ".civitai.json",
            """{"schema_version":1,"model_id":1,"version_id":2,"model_name":"Called Otherwise"}"""
        );

        await server.EventuallyAsync(models => models.Single()["name"]!.ToString() == "Called Otherwise");
    }

    internal static byte[] Gguf(params (string, string)[] texts) =>
        GgufMaker.Small([("general.architecture", "llama"), ("tokenizer.chat_template", "{{ messages }}"), .. texts]);
}
