using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Models to choose from, and whether and why they generate.</summary>
public sealed class CoverageRoutesTests
{
    internal const string Heron = """
        {
          "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron 1",
          "baseModels": [{ "name": "Heron 1.0", "media": ["image"], "licence": "apache-2.0" }],
          "generates": ["LORA"], "checkpoint": { "default": 42 }
        }
        """;

    [Fact]
    public async Task Models_to_choose_from_are_of_the_library_and_of_Civitai_and_say_how_they_fit()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        var server = story.Server;
        await story.DownloadAsync();

        var local = await server.GetAsync("/api/generation/resources?ecosystem=Pony&source=local&workflow=txt2img");
        var all = await server.GetAsync("/api/generation/resources?ecosystem=Pony&query=chosen&type=LORA");
        var first = await server.GetAsync("/api/generation/resources?ecosystem=SDXL&type=LORA&source=civitai&limit=1");
        var cursor = first["metadata"]!["next_cursor"]!.ToString();
        var second = await server.GetAsync(
            $"/api/generation/resources?ecosystem=SDXL&type=LORA&source=civitai&limit=1&cursor={Uri.EscapeDataString(cursor)}"
        );

        Proven.Tells(
            "GET /api/generation/resources",
            local,
            page =>
            {
                var ink = page["items"].One(item => item["id"].ToString() == story.Id);
                ink["version_id"].GetValue<long>().ShouldBe(story.InkVersion);
                ink["air"].ToString().ShouldBe($"urn:air:sdxl:lora:civitai:730001@{story.InkVersion}");
                ink["level"].ToString().ShouldBe("partial");
                ink["level_reason"]["code"].ToString().ShouldBe("cross_rule");
                ink["can_generate"].GetValue<bool>().ShouldBeTrue();
                ink["state"].ToString().ShouldBe("local");
                ink["local_path"].ToString().ShouldEndWith("chosen_ink.safetensors");
                ink["strength"]["max"].GetValue<decimal>().ShouldBe(2m);
                ink["trigger_words"][0].ToString().ShouldBe("chosen_ink_word");
            },
            unlike: first
        );
        var items = all["items"]!.AsArray();
        items.Select(item => item!["source"]!.ToString()).Distinct().ShouldBe(["local", "civitai"]);
        var wash = items.First(item => item!["version_id"]?.GetValue<long>() == story.WashVersion)!;
        (wash["level"]!.ToString(), wash["at_civitai"]!["rule"]!.ToString()).ShouldBe(("full", "open"));
        var strict = items.First(item => item!["version_id"]?.GetValue<long>() == story.StrictVersion)!;
        strict["can_generate"]!.GetValue<bool>().ShouldBeFalse();
        Codes(strict["at_civitai"]!).ShouldBe(["licence"]);
        first["items"]![0]!["version_id"]!
            .ToJsonString()
            .ShouldNotBe(second["items"]![0]!["version_id"]!.ToJsonString());
    }

    [Fact]
    public async Task Chosen_models_are_looked_at_anew_for_another_ecosystem_and_none_is_left_out()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        var server = story.Server;
        await story.DownloadAsync();
        JsonNode Question(string ecosystem) =>
            new JsonObject
            {
                ["ecosystem"] = ecosystem,
                ["resources"] = new JsonArray(
                    story.Id,
                    $"{story.WashVersion}",
                    $"urn:air:sdxl:lora:civitai:730003@{story.StrictVersion}",
                    "2099999999"
                ),
            };

        var sdxl = await server.PostAsync("/api/generation/resources/check", Question("SDXL"));
        var flux = await server.PostAsync("/api/generation/resources/check", Question("Flux1"));

        Proven.Tells(
            "POST /api/generation/resources/check",
            sdxl,
            told =>
            {
                var all = told["resources"].AsArray();
                all.Select(one => one["level"].ToString()).ShouldBe(["full", "partial", "full", "none"]);
                all[2]["at_civitai"]["reasons"][0]["code"].ToString().ShouldBe("licence");
                all[3]["level_reason"]["code"].ToString().ShouldBe("unknown");
            },
            unlike: flux
        );
        flux["resources"]!
            .AsArray()
            .Select(one => one!["level"]!.ToString())
            .ShouldBe(["none", "none", "none", "none"]);
    }

    [Fact]
    public async Task Whether_a_model_generates_is_told_with_its_reasons()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        var server = story.Server;
        await story.DownloadAsync();

        var here = await server.GetAsync($"/api/generation/coverage/{Uri.EscapeDataString(story.Id)}");
        var away = await server.GetAsync($"/api/generation/coverage/{story.StrictVersion}");
        var unknown = await server.FailAsync(
            HttpMethod.Get,
            "/api/generation/coverage/2099999999",
            HttpStatusCode.NotFound
        );

        Proven.Tells(
            "GET /api/generation/coverage/{id}",
            here,
            told =>
            {
                told["can_generate"].GetValue<bool>().ShouldBeTrue();
                told["at_civitai"]["rule"].ToString().ShouldBe("open");
                told["at_home"]["rule"].ToString().ShouldBe("own_file");
            },
            unlike: away
        );
        Codes(away["at_civitai"]!).ShouldBe(["licence"]);
        Codes(away["at_home"]!).ShouldBe(["not_here"]);
        unknown["message"]!.ToString().ShouldContain("\"2099999999\"");
    }

    [Fact]
    public async Task The_tables_and_the_search_follow_a_file_of_the_user()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        var server = story.Server;
        await server.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = "crane",
                    Name = "crane",
                    Status = ModelStatus.Local,
                    LocalPath = "/models/crane.bin",
                    ModelType = "lora",
                    BaseModel = "Heron 1.0",
                }
            )
        );
        const string search = "/api/generation/search?query=crane&type=lora&can_generate=true";
        var before = await server.GetAsync("/api/generation/coverage");
        var none = await server.GetAsync(search);

        story.Define("ecosystems/heron.json", Heron);

        Proven.Tells(
            "GET /api/generation/coverage",
            await server.GetAsync("/api/generation/coverage"),
            told =>
            {
                told["types"].AsArray().Count.ShouldBe(6);
                told["checkpoints"]
                    .One(row => row["version_id"].GetValue<long>() == 42)["ecosystem"]
                    .ToString()
                    .ShouldBe("heron");
                told["base_models"]
                    .One(row => row["base_model"].ToString() == "Heron 1.0")["types"][0]
                    .ToString()
                    .ShouldBe("LORA");
            },
            unlike: before
        );
        Proven.Tells(
            "GET /api/generation/search",
            await server.GetAsync($"{search}&ecosystem=Heron"),
            told =>
            {
                told["total_count"].GetValue<int>().ShouldBe(1);
                told["items"][0]["id"].ToString().ShouldBe("crane");
                told["items"][0]["ecosystem"].ToString().ShouldBe("heron");
            },
            unlike: none
        );
    }

    internal static IEnumerable<string> Codes(JsonNode answer) =>
        answer["reasons"]!.AsArray().Select(reason => reason!["code"]!.ToString());
}
