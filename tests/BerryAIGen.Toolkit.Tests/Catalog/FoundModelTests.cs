using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>What a page needs to let somebody discover models: order, filters, pictures, and what is here already.</summary>
public sealed class FoundModelTests(SearchingToolkit toolkit) : IClassFixture<SearchingToolkit>
{
    private readonly RunningToolkit _server = toolkit.Server;

    [Fact]
    public async Task Order_period_tag_and_creator_are_asked_of_the_source()
    {
        await _server.GetAsync("/api/models/search?source=civitai&sort=Newest&period=month&tag=anime&limit=7");
        var mine = await _server.GetAsync("/api/models/search?source=huggingface&creator=sandbox-labs&sort=likes");
        var several = await _server.GetAsync(
            "/api/models/search?source=civitai&type=lora,Checkpoint&base_model=SD%201.5,SDXL%201.0&limit=30"
        );

        var asked = toolkit.Sandbox.Requests.All.Last(request => request.Query.Contains("limit=7")).Query;
        asked.ShouldContain("sort=Newest");
        asked.ShouldContain("period=Month");
        asked.ShouldContain("tag=anime");
        Items(mine).ShouldNotBeEmpty();
        Items(mine).ShouldAllBe(item => item["creator"]!.ToString() == "sandbox-labs");
        toolkit.Sandbox.Requests.All.ShouldContain(request => request.Query.Contains("sort=likes"));
        Items(several).Select(item => item["type"]!.ToString()).Distinct().Order().ShouldBe(["Checkpoint", "LORA"]);
    }

    [Fact]
    public async Task No_picture_is_more_mature_than_the_level_that_was_asked_for()
    {
        var harmless = await _server.GetAsync("/api/models/search?source=civitai&level=pg&limit=60");
        var mature = await _server.GetAsync("/api/models/search?source=civitai&level=r&limit=60");

        Levels(harmless).ShouldAllBe(level => level == 1);
        Levels(mature).ShouldAllBe(level => level <= 4);
        Levels(mature).ShouldContain(level => level > 1);
        var picture = Items(harmless).First(item => item["picture"] is not null)["picture"]!;
        picture["address"]!
            .ToString()
            .ShouldBe($"/api/pictures/remote?url={Uri.EscapeDataString(picture["url"]!.ToString())}");
    }

    [Fact]
    public async Task What_a_person_hides_is_not_sent()
    {
        await _server.SendAsync("PUT", "/api/generation/levels", """{"above":"hide","browsing_limit":"pg"}""");
        try
        {
            var found = await _server.GetAsync("/api/models/search?source=civitai&nsfw=true&limit=60");
            Levels(found).ShouldAllBe(level => level == 1);
        }
        finally
        {
            await _server.SendAsync("PUT", "/api/generation/levels", """{"above":"blur","browsing_limit":"pg13"}""");
        }
    }

    [Fact]
    public async Task One_model_is_told_with_versions_files_and_what_is_here()
    {
        var seeded = toolkit.Sandbox.Catalogue.Models.First(model =>
            model.Spec is { Status: "Published", Poi: false, Availability: "Public", Type: "LORA" }
            && model.Versions[0].Files.Count > 0
        );
        var (version, file) = (seeded.Versions[0], seeded.Versions[0].Files[0]);
        var path = $"/api/models/found?source=civitai&id={seeded.Id}";
        var before = await _server.GetAsync(path);
        await _server.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = "here",
                    Name = "here",
                    Status = ModelStatus.Local,
                    LocalPath = "/models/here.safetensors",
                    Sha256 = file.Hashes.Sha256.ToLowerInvariant(),
                    VersionGroup = $"civitai:{seeded.Id}",
                }
            )
        );

        var found = await _server.GetAsync(path);
        var listed = await _server.GetAsync(
            $"/api/models/search?source=civitai&nsfw=true&limit=100&query={Uri.EscapeDataString(seeded.Spec.Name)}"
        );

        Proven.Tells(
            "GET /api/models/found",
            found,
            told =>
            {
                var one = told["versions"].One(item => item["id"].ToString() == $"{version.Id}");
                one["in_library"].GetValue<bool>().ShouldBeTrue();
                var bytes = one["files"].One(item => item["id"].ToString() == $"{file.Id}");
                bytes["sha256"].ToString().ShouldBe(file.Hashes.Sha256.ToLowerInvariant());
                bytes["size_bytes"].GetValue<long>().ShouldBeGreaterThan(0);
                bytes["library_ids"][0].ToString().ShouldBe("here");
            },
            unlike: before
        );
        before["model"]!["in_library"]!.GetValue<bool>().ShouldBeFalse();
        found["model"]!["version_group"]!.ToString().ShouldBe($"civitai:{seeded.Id}");
        found["versions"]![0]!["reference"]!.ToString().ShouldBe($"{seeded.Id}@{version.Id}");
        found["licence"]!["commercial_uses"].ShouldNotBeNull();
        Items(listed).Single(item => item["id"]!.ToString() == $"{seeded.Id}")["in_library"]!
            .GetValue<bool>()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_repository_is_told_with_its_files_and_licence()
    {
        var found = await _server.GetAsync("/api/models/found?source=huggingface&id=sandbox-labs/tiny-diffusion");

        found["model"]!["reference"]!.ToString().ShouldBe("hf:sandbox-labs/tiny-diffusion");
        var files = found["versions"]![0]!["files"]!.AsArray();
        files.ShouldContain(file => file!["id"]!.ToString() == "model_index.json");
        files.ShouldContain(file => file!["format"]!.ToString() == "safetensors" && file["sha256"] != null);
        found["licence"]!["name"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("source=civitai&id=999999999", HttpStatusCode.NotFound, "999999999")]
    [InlineData("source=civitai&id=ink", HttpStatusCode.BadRequest, "numbers from 1")]
    [InlineData("source=huggingface&id=a/b/c", HttpStatusCode.BadRequest, "owner/name")]
    [InlineData("source=nowhere&id=1", HttpStatusCode.BadRequest, "civitai, huggingface")]
    public async Task What_is_not_there_is_told_in_one_sentence(string query, HttpStatusCode status, string words)
    {
        var error = await _server.FailAsync(HttpMethod.Get, $"/api/models/found?{query}", status);

        error["message"]!.ToString().ShouldContain(words);
    }

    private static IReadOnlyList<JsonNode> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!)];

    private static IReadOnlyList<int> Levels(JsonNode page) =>
        [.. Items(page).Select(item => item["picture"]?["level"]?.GetValue<int>()).OfType<int>()];
}
