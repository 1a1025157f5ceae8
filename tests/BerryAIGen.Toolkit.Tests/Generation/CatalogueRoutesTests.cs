using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>What there is to generate with, and presets; a running server sees what is added to the settings folder.</summary>
public sealed class CatalogueRoutesTests
{
    [Fact]
    public async Task What_is_added_to_the_settings_folder_is_there_at_the_next_question()
    {
        await using var server = await RunningToolkit.StartAsync();
        JsonNode[] before =
        [
            await server.GetAsync("/api/generation/ecosystems"),
            await server.GetAsync("/api/generation/engines"),
            await server.GetAsync("/api/generation/workflows"),
        ];

        DocumentedDefinitions.WriteTo(server.Path(".config", "berryaigen"));

        await ListTellsAsync("ecosystems", told => Keys(told).ShouldContain("Heron"), before[0]);
        await ListTellsAsync(
            "engines",
            told =>
                told["items"].One(row => row["id"].ToString() == "video-egret")["parts"][0].ToString().ShouldBe("lite"),
            before[1]
        );
        await ListTellsAsync("workflows", told => Keys(told).ShouldContain("txt2birdsong"), before[2]);
        Proven.Tells(
            "GET /api/generation/ecosystems/{name}",
            await server.GetAsync("/api/generation/ecosystems/Heron"),
            told => told["checkpoint"]["default"].GetValue<int>().ShouldBe(990001),
            await server.GetAsync("/api/generation/ecosystems/SDXL")
        );
        Proven.Tells(
            "GET /api/generation/engines/{id}",
            await server.GetAsync("/api/generation/engines/bird-song"),
            told => told["step"].ToString().ShouldBe("birdSong"),
            await server.GetAsync("/api/generation/engines/video-veo3")
        );
        Proven.Tells(
            "GET /api/generation/workflows/{name}",
            await server.GetAsync("/api/generation/workflows/img2img:edit"),
            told => told["id"].ToString().ShouldBe("img2img-edit"),
            await server.GetAsync("/api/generation/workflows/txt2img")
        );
        var song = await server.PostAsync(
            "/api/generation/compile",
            new JsonObject { ["workflow"] = "txt2birdsong", ["prompt"] = "dawn" }
        );
        song["workflow"]!["steps"]![0]!["$type"]!.ToString().ShouldBe("birdSong");
        var none = await server.FailAsync(HttpMethod.Get, "/api/generation/ecosystems/steam", HttpStatusCode.NotFound);
        none["message"]!.ToString().ShouldContain("no ecosystem \"steam\"");

        async Task ListTellsAsync(string list, Action<Told> holds, JsonNode unlike) =>
            Proven.Tells(
                $"GET /api/generation/{list}",
                await server.GetAsync($"/api/generation/{list}"),
                holds,
                unlike
            );
    }

    [Fact]
    public async Task A_broken_file_is_told_and_the_rest_holds()
    {
        await using var server = await RunningToolkit.StartAsync();
        var limits = await server.GetAsync("/api/generation/limits");
        Write(server, "definitions/ecosystems/half.json", "{");
        Write(
            server,
            "definitions/limits.json",
            """{"schemaVersion":1,"tiers":{"own":{"quantity":2},"guest":{"quantity":1}}}"""
        );

        var told = await server.GetAsync("/api/generation/ecosystems");

        told["left_out"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldContain("half.json");
        told["items"]!.AsArray().Count.ShouldBeGreaterThanOrEqualTo(84);
        Proven.Tells(
            "GET /api/generation/limits",
            await server.GetAsync("/api/generation/limits"),
            now =>
            {
                now["tiers"]["guest"]["quantity"].GetValue<int>().ShouldBe(1);
                now["tiers"]["own"]["quantity"].GetValue<int>().ShouldBe(2);
                now["tiers"]["gold"]["steps"].GetValue<int>().ShouldBe(60);
            },
            limits
        );
    }

    // Read, and not to be evaluated: no page and no form fails for it.
    [Fact]
    public async Task A_file_that_is_malformed_inside_is_told_and_its_ecosystem_is_not_there()
    {
        await using var server = await RunningToolkit.StartAsync();
        Write(
            server,
            "definitions/ecosystems/heron.json",
            """
            { "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron",
              "fields": { "steps": { "options": [{ "value": 4 }] } },
              "forms": [{ "workflows": ["txt2img"], "engine": "text-to-image", "show": ["prompt", "steps"] }] }
            """
        );

        var told = await server.GetAsync("/api/generation/ecosystems");
        var form = new JsonObject { ["workflow"] = "txt2img", ["prompt"] = "x" };
        var shown = await server.PostAsync("/api/generation/form", form);
        form["ecosystem"] = "Heron";
        var (status, refused) = await server.SendAsync("POST", "/api/generation/form", form.ToJsonString());

        told["left_out"]!
            .AsArray()
            .ShouldHaveSingleItem()!
            .ToString()
            .ShouldContain("heron.json is left out: line 2: \"fields.steps.options[0]\" has no \"label\"");
        shown["is_ready"]!.GetValue<bool>().ShouldBeTrue();
        status.ShouldBe(400);
        refused["error"]!["message"]!.ToString().ShouldContain("no ecosystem \"Heron\"");
    }

    [Fact]
    public async Task A_discontinued_engine_is_listed_as_such()
    {
        await using var server = await RunningToolkit.StartAsync();

        var engines = (await server.GetAsync("/api/generation/engines"))["items"]!.AsArray();

        foreach (var name in (string[])["haiper", "lightricks", "mochi", "minimax"])
        {
            StateOf($"video-{name}").ShouldBe("discontinued");
        }

        StateOf("video-veo3").ShouldBe("active");
        StateOf("image-comfy").ShouldBe("active");
        StateOf("echo").ShouldBe("unoffered");

        string? StateOf(string id) => (string?)engines.Single(row => (string?)row!["id"] == id)!["state"];
    }

    [Fact]
    public async Task A_preset_file_that_is_none_is_told_with_the_list()
    {
        await using var server = await RunningToolkit.StartAsync();
        Write(server, "presets/sdxl/Broken.json", "{");
        Write(server, "presets/sdxl/what!.json", """{ "values": { "steps": 20 } }""");

        var told = await server.GetAsync("/api/generation/presets/SDXL");

        var leftOut = told["left_out"]!.AsArray().Select(text => text!.ToString()).ToArray();
        leftOut.Length.ShouldBe(2);
        leftOut.ShouldContain(text => text.Contains("Broken.json is left out", StringComparison.Ordinal));
        leftOut.ShouldContain(text => text.Contains("what!.json is left out", StringComparison.Ordinal));
        told["presets"]!.AsArray().ShouldAllBe(preset => (bool)preset!["is_shipped"]!);
    }

    [Fact]
    public async Task A_preset_is_saved_used_and_forgotten()
    {
        await using var server = await RunningToolkit.StartAsync();
        var file = server.Path(".config", "berryaigen", "presets", "sdxl", "Soft light.json");
        const string route = "/api/generation/presets/SDXL/Soft%20light";
        var before = await server.GetAsync("/api/generation/presets/SDXL");

        var (status, saved) = await Proven.ChangesAsync(
            "PUT /api/generation/presets/{ecosystem}/{name}",
            () => server.SendAsync("PUT", route, """{"values":{"cfgScale":3.5,"steps":41}}"""),
            () => JsonNode.Parse(File.ReadAllText(Existing(file)))!["values"]!["steps"]!.GetValue<int>().ShouldBe(41)
        );
        var used = await server.PostAsync(
            "/api/generation/compile?preset=soft light",
            new JsonObject
            {
                ["workflow"] = "txt2img",
                ["ecosystem"] = "SDXL",
                ["prompt"] = "x",
                ["steps"] = 12,
            }
        );

        status.ShouldBe(200, saved.ToJsonString());
        Proven.Tells(
            "GET /api/generation/presets/{ecosystem}",
            await server.GetAsync("/api/generation/presets/SDXL"),
            told =>
            {
                var mine = told["presets"].One(row => row["name"].ToString() == "Soft light");
                mine["values"]["cfgScale"].GetValue<double>().ShouldBe(3.5);
                mine["is_shipped"].GetValue<bool>().ShouldBeFalse();
            },
            before
        );
        var input = used["workflow"]!["steps"]![0]!["input"]!;
        input["cfgScale"]!.GetValue<double>().ShouldBe(3.5);
        input["steps"]!.GetValue<int>().ShouldBe(12);
        await Proven.ChangesAsync(
            "DELETE /api/generation/presets/{ecosystem}/{name}",
            () => server.DeleteAsync(route),
            () => File.Exists(file).ShouldBeFalse()
        );
        (await server.FailAsync(HttpMethod.Delete, route, HttpStatusCode.NotFound))["message"]!
            .ToString()
            .ShouldContain("has no preset \"Soft light\"; it has");
    }

    [Theory]
    [InlineData("SDXL/..%2F..%2Fevil", """{"values":{"steps":4}}""", 400, "no name of a preset")]
    [InlineData("SDXL/Good", """{"values":{"colour":4}}""", 400, "no field \"colour\"")]
    [InlineData("SDXL/Good", """{"values":{"steps":"abc"}}""", 400, "\"steps\" is \"abc\"; it has to be a number")]
    [InlineData("SDXL/Good", """{"values":{}}""", 400, "at least one value")]
    [InlineData("SDXL/Good", """{}""", 400, "needs \"values\"")]
    [InlineData("Steam/Good", """{"values":{"steps":4}}""", 404, "no ecosystem \"Steam\"")]
    public async Task A_preset_that_cannot_be_is_refused(string path, string body, int status, string words)
    {
        await using var server = await RunningToolkit.StartAsync();

        var (answered, error) = await server.SendAsync("PUT", $"/api/generation/presets/{path}", body);

        answered.ShouldBe(status, error.ToJsonString());
        error["error"]!["message"]!.ToString().ShouldContain(words);
        Directory.Exists(server.Path(".config", "berryaigen", "presets")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_shipped_preset_stays()
    {
        await using var server = await RunningToolkit.StartAsync();

        var error = await server.FailAsync(
            HttpMethod.Delete,
            "/api/generation/presets/SDXL/Fast",
            HttpStatusCode.Conflict
        );

        error["message"]!.ToString().ShouldContain("comes with the definitions");
    }

    private static string Existing(string path)
    {
        File.Exists(path).ShouldBeTrue();
        return path;
    }

    private static IEnumerable<string> Keys(Told told) => told["items"].AsArray().Select(row => row["key"].ToString());

    private static void Write(RunningToolkit server, string name, string text)
    {
        var path = server.Path(".config", "berryaigen", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
