using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>Imports that nobody waits for: jobs of files on the server's machine, and of uploads once they are there.</summary>
public sealed class ImportJobTests : IAsyncLifetime
{
    private CatalogToolkit server = null!;

    public async ValueTask InitializeAsync() => server = await CatalogToolkit.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_file_of_the_server_is_imported_as_a_job_when_nobody_wants_to_wait()
    {
        var path = server.Home.Write("own/style.safetensors", Lora());
        var question = $$"""{"path":{{JsonValue.Create(path).ToJsonString()}},"type":"loras","name":"Mine"}""";

        var (status, begun) = await server.Toolkit.SendAsync("POST", "/api/models/import?wait=false", question);
        var job = await EndAsync(begun);
        var nowhere = await server.PostAsync("/api/models/import?wait=false", """{"path":"/nowhere/a.safetensors"}""");

        (status, begun["kind"]!.ToString()).ShouldBe((202, "import"));
        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        var placed = job["result"]!["path"]!.ToString();
        placed.ShouldBe(Path.Combine(server.Models, "loras", "style.safetensors"));
        File.ReadAllBytes(placed).ShouldBe(Lora());
        var model = (await server.ModelsAsync()).ShouldHaveSingleItem();
        model["id"]!.ToString().ShouldBe(job["result"]!["model_id"]!.ToString());
        model["name"]!.ToString().ShouldBe("Mine");
        nowhere["error"]!["code"]!.ToString().ShouldBe("not_found");
    }

    [Fact]
    public async Task An_upload_becomes_a_job_as_soon_as_all_of_it_is_there()
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("My Style"), "name");
        form.Add(new StringContent("mystyle"), "trigger_words");
        form.Add(new ByteArrayContent(Lora()), "file", "my style.safetensors");
        form.Add(new ByteArrayContent(CatalogToolkit.Picture), "preview", "shown.png");

        var (status, begun) = await server.Toolkit.SendAsync("POST", "/api/models/import?wait=false", form);
        var job = await EndAsync(begun);

        (status, begun["kind"]!.ToString()).ShouldBe((202, "import"));
        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        job["result"]!["state"]!.ToString().ShouldBe("imported");
        var path = Path.Combine(server.Models, "loras", "my style.safetensors");
        job["result"]!["path"]!.ToString().ShouldBe(path);
        File.ReadAllBytes(path).ShouldBe(Lora());
        File.ReadAllBytes(Path.Combine(server.Models, "loras", "my style.preview.png"))
            .ShouldBe(CatalogToolkit.Picture);
        var record = JsonNode.Parse(File.ReadAllText(path + ".civitai.json"))!;
        record["trigger_words"]!.AsArray().Select(word => word!.ToString()).ShouldBe(["mystyle"]);
        (await server.ModelsAsync()).ShouldHaveSingleItem()["name"]!.ToString().ShouldBe("My Style");
        Uploads().ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_an_upload_that_is_refused_nothing_stays_and_a_retry_says_so()
    {
        using var form = new MultipartFormDataContent();
        var evil = PickleScript.Of(2).Global("os", "system").CallWith("id").Stop();
        form.Add(new ByteArrayContent(evil), "file", "evil.pt");
        form.Add(new ByteArrayContent(CatalogToolkit.Picture), "preview", "shown.png");

        var (_, begun) = await server.Toolkit.SendAsync("POST", "/api/models/import?wait=false", form);
        var refused = await EndAsync(begun);
        // The job is over before what it left goes.
        for (var look = 0; look < 100 && Uploads() is not []; look++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        var left = Uploads();
        await server.Toolkit.PostAsync($"/api/jobs/{begun["job_id"]}/retry");
        var again = await EndAsync(begun);

        (refused["state"]!.ToString(), refused["error"]!["code"]!.ToString()).ShouldBe(("failed", "policy"));
        left.ShouldBeEmpty();
        again["error"]!["message"]!.ToString().ShouldContain("upload the file again");
        (await server.ModelsAsync()).ShouldBeEmpty();
    }

    private Task<JsonNode> EndAsync(JsonNode begun) =>
        server.Toolkit.WaitAsync(
            $"/api/jobs/{begun["job_id"]}",
            now => now["state"]!.ToString() is not ("queued" or "running")
        );

    private string[] Uploads() => Directory.GetFiles(Path.Combine(server.Models, "downloads"));

    private byte[] Lora()
    {
        var path = server.Home.Combine("made.safetensors");
        SmallLora.Write(path);
        return File.ReadAllBytes(path);
    }
}
