using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Gates over HTTP.</summary>
public sealed class GateRoutesTests
{
    [Fact]
    public async Task A_gate_holds_back_and_releases_without_a_restart()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        var server = story.Server;
        await story.DownloadAsync();
        const string list = "/api/generation/gates";
        var none = await server.GetAsync(list);

        await Proven.ChangesAsync(
            "PUT /api/generation/gates/{gate}",
            () =>
                story.PutAsync(
                    $"{list}/closed",
                    new JsonObject
                    {
                        ["audience"] = "nobody",
                        ["message"] = "Being repaired.",
                        ["ecosystems"] = new JsonArray("SDXL"),
                    }
                ),
            async () =>
            {
                var ink = await server.GetAsync($"/api/generation/coverage/{Uri.EscapeDataString(story.Id)}");
                ink["can_generate"]!.GetValue<bool>().ShouldBeFalse();
                CoverageRoutesTests.Codes(ink["at_home"]!).ShouldBe(["gate_disabled"]);
                ink["at_home"]!["reasons"]![0]!["message"]!.ToString().ShouldBe("Being repaired.");
            }
        );
        Proven.Tells(
            "GET /api/generation/gates",
            await server.GetAsync(list),
            told =>
            {
                told["gates"][0]["id"].ToString().ShouldBe("closed");
                told["gates"][0]["ecosystems"][0].ToString().ShouldBe("sdxl");
            },
            unlike: none
        );
        await story.PutAsync(
            $"{list}/closed",
            new JsonObject
            {
                ["audience"] = "nobody",
                ["presentation"] = "hidden",
                ["versions"] = new JsonArray(story.InkVersion),
            }
        );
        var listed = await server.GetAsync("/api/generation/search?query=chosen");
        await Proven.ChangesAsync(
            "DELETE /api/generation/gates/{gate}",
            () => server.DeleteAsync($"{list}/closed"),
            async () =>
                (await server.GetAsync("/api/generation/search?query=chosen"))["total_count"]!
                    .GetValue<int>()
                    .ShouldBe(1)
        );
        await Proven.ChangesAsync(
            "PUT /api/generation/experimental",
            () => story.PutAsync("/api/generation/experimental", JsonNode.Parse("""{"ecosystems":["SDXL"]}""")!),
            async () =>
                (await server.GetAsync($"/api/generation/coverage/{Uri.EscapeDataString(story.Id)}"))["experimental"]!
                    .GetValue<bool>()
                    .ShouldBeTrue()
        );

        listed["total_count"]!.GetValue<int>().ShouldBe(0);
        (await server.FailAsync(HttpMethod.Delete, $"{list}/closed", HttpStatusCode.NotFound))["message"]!
            .ToString()
            .ShouldContain("\"closed\"");
    }

    [Fact]
    public async Task A_gate_that_is_set_at_the_machine_holds_in_the_server_that_runs()
    {
        await using var server = await RunningToolkit.StartAsync();
        var form = new JsonObject
        {
            ["workflow"] = "txt2img",
            ["ecosystem"] = "SDXL",
            ["prompt"] = "reeds",
        };
        string[] where = ["--database", server.Path("library.db")];
        var before = await server.PostAsync("/api/generation/form", form);

        var set = await RunningToolkit.RunAsync(
            server.Home.Path,
            ["gates", "set", "closed", "--audience", "nobody", "--message", "Soon.", "--ecosystems", "SDXL", .. where]
        );
        var held = await server.PostAsync("/api/generation/form", form);
        var removed = await RunningToolkit.RunAsync(server.Home.Path, ["gates", "remove", "closed", .. where]);

        (set.ExitCode, removed.ExitCode).ShouldBe((0, 0), set.Error);
        before["is_ready"]!.GetValue<bool>().ShouldBeTrue();
        held["is_ready"]!.GetValue<bool>().ShouldBeFalse();
        held["gates"]!["ecosystem"]!["message"]!.ToString().ShouldBe("Soon.");
        (await server.PostAsync("/api/generation/form", form))["is_ready"]!.GetValue<bool>().ShouldBeTrue();
    }
}
