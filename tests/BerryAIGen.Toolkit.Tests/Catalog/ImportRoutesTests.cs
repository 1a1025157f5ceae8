using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Toolkit.Tests.Catalog;

public sealed class ImportRoutesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly byte[] Picture =
    [
        0x89,
        (byte)'P',
        (byte)'N',
        (byte)'G',
        0x0d,
        0x0a,
        0x1a,
        0x0a,
        0,
        0,
        0,
        13,
        (byte)'I',
        (byte)'H',
        (byte)'D',
        (byte)'R',
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        6,
        0,
        0,
        0,
        0x1f,
        0x15,
        0xc4,
        0x89,
    ];

    [Fact]
    public async Task An_upload_goes_to_the_folder_of_its_header_with_what_was_said_of_it()
    {
        await using var server = await CatalogToolkit.StartAsync();
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("My Style"), "name");
        form.Add(File(Lora(server)), "file", "my style.safetensors");
        form.Add(new StringContent("SDXL 1.0"), "base_model");
        form.Add(new StringContent("v2"), "version");
        form.Add(new StringContent("mystyle, in my style"), "trigger_words");
        form.Add(File(Picture), "preview", "../../shown.png");

        var answer = await server.SendFormAsync(form);

        answer["state"]!.ToString().ShouldBe("imported", answer.ToJsonString());
        var path = Path.Combine(server.Models, "loras", "my style.safetensors");
        answer["path"]!.ToString().ShouldBe(path);
        System.IO.File.ReadAllBytes(path).ShouldBe(Lora(server));
        System.IO.File.ReadAllBytes(Path.Combine(server.Models, "loras", "my style.preview.png")).ShouldBe(Picture);
        var record = JsonNode.Parse(System.IO.File.ReadAllText(path + ".civitai.json"))!;
        record["trigger_words"]!.AsArray().Select(word => word!.ToString()).ShouldBe(["mystyle", "in my style"]);
        record["scan"]!["verdict"]!.ToString().ShouldBe("clean");
        var model = await server.GetAsync($"/api/models/{answer["model_id"]}");
        model["name"]!.ToString().ShouldBe("My Style");
        model["status"]!.ToString().ShouldBe("local");
        model["checksum"]!.ToString().ShouldBe($"sha256:{answer["sha256"]}");
        Directory.EnumerateFiles(Path.Combine(server.Models, "downloads")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_the_server_is_copied_or_known_in_place_and_never_overwritten()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = server.Home.Write("own/style.safetensors", Lora(server));
        var question = $$"""{"path":{{JsonValue.Create(path).ToJsonString()}},"type":"loras","name":"Mine"}""";

        var copied = await server.PostAsync("/api/models/import", question);
        var again = await server.PostAsync("/api/models/import", question);
        server.Home.Write("own/style.safetensors", Lora(server, seed: 1));
        var other = await server.PostAsync("/api/models/import", question);
        var placed = await server.PostAsync(
            "/api/models/import",
            question.Replace("\"type\":\"loras\"", "\"in_place\":true")
        );

        copied["state"]!.ToString().ShouldBe("imported");
        again["state"]!.ToString().ShouldBe("already_present");
        again["model_id"]!.ToString().ShouldBe(copied["model_id"]!.ToString());
        other["path"]!.ToString().ShouldNotBe(copied["path"]!.ToString());
        System.IO.File.ReadAllBytes(copied["path"]!.ToString()).ShouldBe(Lora(server));
        (placed["state"]!.ToString(), placed["path"]!.ToString()).ShouldBe(("registered", path));
        System.IO.File.Exists(path).ShouldBeTrue();
        (await server.ModelsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_file_of_the_server_is_imported_as_a_job_when_nobody_wants_to_wait()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = server.Home.Write("own/style.safetensors", Lora(server));
        var question = $$"""{"path":{{JsonValue.Create(path).ToJsonString()}},"type":"loras","name":"Mine"}""";
        using var form = new MultipartFormDataContent();
        form.Add(File(Lora(server)), "file", "other.safetensors");

        var (status, begun) = await server.Toolkit.SendAsync("POST", "/api/models/import?wait=false", question);
        var job = await server.Toolkit.WaitAsync(
            $"/api/jobs/{begun["job_id"]}",
            now => now["state"]!.ToString() is not ("queued" or "running")
        );
        var nowhere = await server.PostAsync("/api/models/import?wait=false", """{"path":"/nowhere/a.safetensors"}""");
        var upload = await server.Toolkit.SendAsync("POST", "/api/models/import?wait=false", form);

        (status, begun["kind"]!.ToString()).ShouldBe((202, "import"));
        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        var placed = job["result"]!["path"]!.ToString();
        placed.ShouldBe(Path.Combine(server.Models, "loras", "style.safetensors"));
        System.IO.File.ReadAllBytes(placed).ShouldBe(Lora(server));
        var model = (await server.ModelsAsync()).ShouldHaveSingleItem();
        model["id"]!.ToString().ShouldBe(job["result"]!["model_id"]!.ToString());
        model["name"]!.ToString().ShouldBe("Mine");
        nowhere["error"]!["code"]!.ToString().ShouldBe("not_found");
        (upload.Status, upload.Body["error"]!["code"]!.ToString()).ShouldBe((400, "usage"));
        Directory.EnumerateFiles(Path.Combine(server.Models, "downloads")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_language_model_goes_to_the_folder_of_what_runs_it()
    {
        await using var server = await CatalogToolkit.StartAsync();
        using var form = new MultipartFormDataContent();
        form.Add(File(IndexRoutesTests.Gguf()), "file", "tiny.gguf");

        var answer = await server.SendFormAsync(form);

        answer["path"]!.ToString().ShouldBe(Path.Combine(server.Models, "llama-cpp", "tiny.gguf"));
    }

    [Fact]
    public async Task The_provider_that_runs_it_best_gets_it_and_not_the_first_by_name()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var definitions = server.Toolkit.Path(".config", "berryaigen", "definitions", "providers");
        Directory.CreateDirectory(definitions);
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(definitions, "aaa.json"),
            """{"schemaVersion":1,"id":"aaa","name":"A","inferenceType":"local","optimization":"cpu_gpu_hybrid","quantizationSupport":"none","formats":["gguf"],"requiredCapabilities":["image-generation"],"devices":["cpu"],"folder":{"name":"aaa","variable":"AAA_MODELS_DIR"}}""",
            TestContext.Current.CancellationToken
        );
        using var form = new MultipartFormDataContent();
        form.Add(File(IndexRoutesTests.Gguf()), "file", "tiny.gguf");

        var answer = await server.SendFormAsync(form);

        (await server.Toolkit.GetAsync("/api/providers/aaa"))["name"]!.ToString().ShouldBe("aaa");
        answer["path"]!.ToString().ShouldBe(Path.Combine(server.Models, "llama-cpp", "tiny.gguf"));
    }

    [Fact]
    public async Task What_is_no_model_or_would_run_code_is_refused_and_nothing_of_it_stays()
    {
        await using var server = await CatalogToolkit.StartAsync();

        (
            await RefuseAsync(server, "evil.pt", PickleScript.Of(2).Global("os", "system").CallWith("id").Stop())
        ).ShouldBe((HttpStatusCode.Forbidden, "policy"));
        (await RefuseAsync(server, "page.safetensors", "<html>no</html>"u8.ToArray())).ShouldBe(
            (HttpStatusCode.UnprocessableEntity, "verification")
        );
        (await RefuseAsync(server, "notes.txt", "no"u8.ToArray())).ShouldBe((HttpStatusCode.BadRequest, "usage"));
        (await RefuseAsync(server, "", [])).ShouldBe((HttpStatusCode.BadRequest, "usage"));
        (await server.PostAsync("/api/models/import", """{"path":"/nowhere/a.safetensors"}"""))["error"]!["code"]!
            .ToString()
            .ShouldBe("not_found");
        (await server.PostAsync("/api/models/import", "{}"))["error"]!["code"]!.ToString().ShouldBe("usage");

        (await server.ModelsAsync()).ShouldBeEmpty();
        Directory.EnumerateFiles(server.Models, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(65, 1)]
    [InlineData(17, 64 << 10)]
    public async Task A_form_with_too_many_or_too_long_texts_is_refused(int count, int length)
    {
        await using var server = await CatalogToolkit.StartAsync();
        using var form = new MultipartFormDataContent();
        for (var number = 0; number < count; number++)
            form.Add(new StringContent(new string('a', length)), $"field{number}");
        form.Add(File(Lora(server)), "file", "style.safetensors");

        var answer = await server.SendFormAsync(form);

        answer["error"]!["code"]!.ToString().ShouldBe("usage");
        (await server.ModelsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_with_a_path_in_it_stays_inside_the_library()
    {
        await using var server = await CatalogToolkit.StartAsync();
        using var form = new MultipartFormDataContent();
        var file = File(Lora(server));
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "file",
            FileName = "\"../../../escaped.safetensors\"",
        };
        form.Add(file);

        var answer = await server.SendFormAsync(form);

        answer["path"]!.ToString().ShouldBe(Path.Combine(server.Models, "loras", "escaped.safetensors"));
    }

    private static async Task<(HttpStatusCode, string)> RefuseAsync(CatalogToolkit server, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent();
        if (name.Length > 0)
            form.Add(File(bytes), "file", name);
        else
            form.Add(new StringContent("x"), "name");
        using var answer = await server.Http.PostAsync("/api/models/import", form, Stop);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        return (answer.StatusCode, body["error"]!["code"]!.ToString());
    }

    private static ByteArrayContent File(byte[] bytes) => new(bytes);

    private static byte[] Lora(CatalogToolkit server, int seed = 0)
    {
        var path = server.Home.Combine("made.safetensors");
        SmallLora.Write(path, seed);
        return System.IO.File.ReadAllBytes(path);
    }
}
