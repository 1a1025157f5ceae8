using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

public sealed class ImportRoutesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
        form.Add(File(CatalogToolkit.Picture), "preview", "../../shown.png");

        var path = Path.Combine(server.Models, "loras", "my style.safetensors");
        var answer = await Proven.ChangesAsync(
            "POST /api/models/import",
            () => server.SendFormAsync(form),
            () =>
            {
                System.IO.File.Exists(path).ShouldBeTrue();
                System.IO.File.ReadAllBytes(path).ShouldBe(Lora(server));
            }
        );

        answer["state"]!.ToString().ShouldBe("imported", answer.ToJsonString());
        answer["path"]!.ToString().ShouldBe(path);
        System
            .IO.File.ReadAllBytes(Path.Combine(server.Models, "loras", "my style.preview.png"))
            .ShouldBe(CatalogToolkit.Picture);
        var record = JsonNode.Parse(System.IO.File.ReadAllText(path + ".civitai.json"))!;
        record["trigger_words"]!.AsArray().Select(word => word!.ToString()).ShouldBe(["mystyle", "in my style"]);
        record["scan"]!["verdict"]!.ToString().ShouldBe("clean");
        var model = await server.GetAsync($"/api/models/{answer["model_id"]}");
        model["name"]!.ToString().ShouldBe("My Style");
        model["status"]!.ToString().ShouldBe("local");
        model["checksum"]!.ToString().ShouldBe($"sha256:{answer["sha256"]}");
        // Whether it generates is known before anybody asks: the table alone is looked at.
        await server.EvaluatedAsync(answer["model_id"]!.ToString());
        var coverage = await server.GetAsync($"/api/generation/search?query=My&can_generate=true&at=home");
        coverage["items"]!.AsArray().Select(one => one!["id"]!.ToString()).ShouldBe([answer["model_id"]!.ToString()]);
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
