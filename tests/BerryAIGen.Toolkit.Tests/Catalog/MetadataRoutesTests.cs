using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

public sealed class MetadataRoutesTests
{
    [Fact]
    public async Task Metadata_comes_from_the_header_and_is_kept_in_files_that_can_be_made_again()
    {
        await using var server = await CatalogToolkit.StartAsync();
        File.WriteAllBytes(
            Path.Combine(server.Models, "a.gguf"),
            IndexRoutesTests.Gguf(("general.license", "apache-2.0"))
        );
        await server.PostAsync("/api/models/index?wait=true");

        var metadata = await server.GetAsync("/api/models/metadata/a");
        var kept = Directory.GetFiles(Path.Combine(server.Models, "metadata"), "a.*.json").ShouldHaveSingleItem();
        File.WriteAllText(kept, "{ damaged");
        var again = await server.GetAsync("/api/models/metadata/a");
        var offered = await server.GetAsync("/api/models/metadata/phi-3-mini-4k-instruct");

        Proven.Tells(
            "GET /api/models/metadata/{id}",
            metadata,
            told => told["license"].ToString().ShouldBe("apache-2.0")
        );
        metadata["architecture"]!.ToString().ShouldBe("llama");
        metadata["memory_bytes"]!.GetValue<long>().ShouldBeGreaterThan(0);
        metadata["performance_metrics"].ShouldNotBeNull();
        again.ToJsonString().ShouldBe(metadata.ToJsonString());
        offered["context_length"]!.GetValue<int>().ShouldBe(4096);
        offered["performance_metrics"]!["inference_speed"]!.ToString().ShouldBe("fast");
        (await server.GetAsync("/api/models/metadata/nobody"))["error"]!["code"]!.ToString().ShouldBe("not_found");
    }

    [Fact]
    public async Task A_persons_words_are_kept_through_every_refresh()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = Path.Combine(server.Models, "a.gguf");
        File.WriteAllBytes(path, IndexRoutesTests.Gguf());
        await server.PostAsync("/api/models/index?wait=true");

        var changed = await Proven.ChangesAsync(
            "PATCH /api/models/{id}",
            () =>
                server.SendAsync(
                    HttpMethod.Patch,
                    "/api/models/a",
                    """{"name":"Mine","notes":"good at rhymes","tags":["rhyme","rhyme"," "],"trained_words":["verse"]}"""
                ),
            async () => new Told(await server.GetAsync("/api/models/a"))["notes"].ToString().ShouldBe("good at rhymes")
        );
        File.WriteAllText(
            path + ".civitai.json",
            """{"schema_version":1,"model_name":"Theirs","trigger_words":["x"]}"""
        );
        var refreshed = await server.PostAsync("/api/models/metadata/a/refresh");
        JsonNode? job = null;
        await Proven.ChangesAsync(
            "POST /api/models/metadata/refresh",
            async () =>
            {
                job = await server.PostAsync("/api/models/metadata/refresh");
                return await server.Toolkit.WaitAsync(
                    $"/api/jobs/{job["job_id"]}",
                    now => now["state"]!.ToString() is not ("queued" or "running")
                );
            },
            async () =>
                (await server.GetAsync("/api/jobs?kind=refresh&state=completed"))["jobs"]!
                    .AsArray()
                    .Select(one => one!["id"]!.ToString())
                    .ShouldContain(job?["job_id"]!.ToString() ?? "not begun")
        );
        await server.PostAsync("/api/models/index?wait=true");

        changed["name"]!.ToString().ShouldBe("Mine");
        refreshed["model_id"]!.ToString().ShouldBe("a");
        job!["kind"]!.ToString().ShouldBe("refresh");
        var model = await server.GetAsync("/api/models/a");
        (model["name"]!.ToString(), model["notes"]!.ToString()).ShouldBe(("Mine", "good at rhymes"));
        Words(model["tags"]).ShouldBe(["rhyme"]);
        Words(model["trained_words"]).ShouldBe(["verse"]);
        await server.SendAsync(HttpMethod.Patch, "/api/models/a", """{"name":"","trained_words":[]}""");
        await Proven.ChangesAsync(
            "POST /api/models/metadata/{id}/refresh",
            () => server.PostAsync("/api/models/metadata/a/refresh"),
            async () => (await server.GetAsync("/api/models/a"))["name"]!.ToString().ShouldBe("Theirs")
        );
        model = await server.GetAsync("/api/models/a");
        Words(model["trained_words"]).ShouldBe(["x"]);
        (await server.SendAsync(HttpMethod.Patch, "/api/models/a", "{}"))["error"]!["code"]!
            .ToString()
            .ShouldBe("usage");
        (await server.SendAsync(HttpMethod.Patch, "/api/models/no", """{"name":"x"}"""))["error"]!["code"]!
            .ToString()
            .ShouldBe("not_found");
    }

    [Fact]
    public async Task A_registry_goes_out_and_into_another_library()
    {
        await using var server = await CatalogToolkit.StartAsync();
        var path = Path.Combine(server.Models, "a.gguf");
        File.WriteAllBytes(path, IndexRoutesTests.Gguf());
        await server.PostAsync("/api/models/index?wait=true");
        await server.SendAsync(HttpMethod.Patch, "/api/models/a", """{"notes":"mine","tags":["t"]}""");
        var exported = await server.GetAsync("/api/models/registry");
        await using var other = await CatalogToolkit.StartAsync();
        var without = await other.GetAsync("/api/models/registry");

        var imported = await Proven.ChangesAsync(
            "POST /api/models/registry",
            () => other.PostAsync("/api/models/registry", exported.ToJsonString()),
            async () => new Told(await other.GetAsync("/api/models/a"))["notes"].ToString().ShouldBe("mine")
        );
        Proven.Tells(
            "GET /api/models/registry",
            exported,
            told => told.ToJsonString().ShouldContain(path),
            unlike: without
        );
        var again = await other.PostAsync("/api/models/registry", exported.ToJsonString());
        var list = await other.PostAsync(
            "/api/models/registry",
            """[{"name":"Old Form","path":"/nowhere/old.gguf","provider":"llama-cpp"},{"name":"Old Form"},7,{"size":1}]"""
        );
        var refused = await other.PostAsync("/api/models/registry", "\"x\"");

        imported["added"]!.GetValue<int>().ShouldBe(1);
        (again["added"]!.GetValue<int>(), again["completed"]!.GetValue<int>()).ShouldBe((0, 0));
        var model = await other.GetAsync("/api/models/a");
        (model["notes"]!.ToString(), model["status"]!.ToString(), model["local_path"]!.ToString()).ShouldBe(
            ("mine", "local", path)
        );
        list["added"]!.GetValue<int>().ShouldBe(2);
        list["skipped"]!.AsArray().Select(one => one!["entry"]!.GetValue<int>()).ShouldBe([3, 4]);
        (await other.GetAsync("/api/models/old"))["status_detail"]!.ToString().ShouldBe("missing");
        (await other.GetAsync("/api/models/old-form"))["status"]!.ToString().ShouldBe("available");
        refused["error"]!["code"]!.ToString().ShouldBe("usage");
    }

    private static IEnumerable<string> Words(JsonNode? list) => list!.AsArray().Select(word => word!.ToString());
}
