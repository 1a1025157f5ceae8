using System.Text.Json.Nodes;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Importing;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

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
        var last = await server.GetAsync("/api/models/index");
        (await server.ModelsAsync()).Single()["local_path"]!.ToString().ShouldBe(path);
        last["folders"]!.AsArray().Select(folder => folder!.ToString()).ShouldBe([server.Models]);
        Proven.Tells("GET /api/models/index", last, told => told["report"]["seen"].GetValue<int>().ShouldBe(1));
    }

    [Fact]
    public async Task A_run_as_a_job_has_an_id_and_a_folder_of_somebody_else_is_refused()
    {
        await using var server = await CatalogToolkit.StartAsync();

        // A file would show nothing: the watch over folders sees it as well.
        JsonNode? started = null;
        await Proven.ChangesAsync(
            "POST /api/models/index",
            async () =>
            {
                started = await server.PostAsync("/api/models/index", "{}");
                return await server.Toolkit.WaitAsync(
                    $"/api/jobs/{started["job_id"]}",
                    now => now["state"]!.ToString() is not ("queued" or "running")
                );
            },
            async () =>
                (await server.GetAsync("/api/jobs?kind=index&state=completed"))["jobs"]!
                    .AsArray()
                    .Select(job => job!["id"]!.ToString())
                    .ShouldContain(started?["job_id"]!.ToString() ?? "not begun")
        );
        var refused = await server.PostAsync("/api/models/index", """{"folders":["/etc"]}""");

        started!["job_id"]!.ToString().ShouldNotBeEmpty();
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

    [Fact]
    public async Task A_file_that_a_command_imports_beside_the_server_is_listed_with_what_was_said_of_it()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = server.Toolkit.Path("downloaded.gguf");
        File.WriteAllBytes(path, Gguf());
        using var library = new BerryLibrary(
            new LibraryOptions { ModelsFolder = server.Models, ReadVariable = _ => null }
        );

        await library.Importing.ImportAsync(
            new ImportRequest { Path = path, Name = "Said Beside" },
            progress: null,
            TestContext.Current.CancellationToken
        );

        await server.EventuallyAsync(models => models is [var one] && one["name"]!.ToString() == "Said Beside");
        var model = (await server.ModelsAsync()).Single();
        model["metadata"]!["verification"]!.ToString().ShouldBe("unverified");
        File.Exists(model["local_path"]!.ToString()).ShouldBeTrue();
    }

    internal static byte[] Gguf(params (string, string)[] texts) =>
        GgufMaker.Small([("general.architecture", "llama"), ("tokenizer.chat_template", "{{ messages }}"), .. texts]);
}
