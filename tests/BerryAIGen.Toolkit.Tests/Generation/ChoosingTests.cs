using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Models;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Models to choose from, where the library and Civitai know of the same ones, or one of them is silent.</summary>
public sealed class ChoosingTests
{
    private const string List = "/api/generation/resources";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_that_is_here_is_told_once_and_as_here()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        await story.DownloadAsync();

        var all = await story.Server.GetAsync($"{List}?ecosystem=SDXL&query=chosen&type=LORA,VAE");
        var civitai = await story.Server.GetAsync($"{List}?ecosystem=SDXL&query=chosen&type=LORA&source=civitai");

        var once = Items(all).Where(item => IsOf(item, story.InkVersion)).ShouldHaveSingleItem();
        once["source"]!.ToString().ShouldBe("local");
        var told = Items(civitai).Where(item => IsOf(item, story.InkVersion)).ShouldHaveSingleItem();
        (told["source"]!.ToString(), told["id"]?.ToString(), told["state"]!.ToString()).ShouldBe(
            ("civitai", story.Id, "local")
        );
        told["at_home"]!["can_generate"]!.GetValue<bool>().ShouldBeTrue(told.ToJsonString());
        Items(all).ShouldContain(item => IsOf(item, story.WashVersion));
    }

    [Fact]
    public async Task A_place_is_offered_of_a_neighbour_only_what_works()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        await story.Server.WriteAsync(context =>
            context.Registry.AddRange(
                Local("old-lora", "lora", "SD 1.5"),
                Local("old-words", "embedding", "SD 1.5"),
                Local("pony-main", "main", "Pony"),
                Local("pony-lora", "lora", "Pony"),
                Local("own-main", "main", "SDXL 1.0"),
                Local("larger", "upscaler", "none")
            )
        );

        var all = await story.Server.GetAsync($"{List}?ecosystem=SDXL&source=local");
        var some = await story.Server.GetAsync($"{List}?ecosystem=SDXL&source=local&type=lora,Upscaler");
        var video = await story.Server.GetAsync($"{List}?workflow=vid2vid:upscale&source=local");

        Ids(all).ShouldBe("own-main,old-words,pony-lora");
        Ids(some).ShouldBe("larger,pony-lora");
        Ids(video).ShouldBe("");
    }

    [Fact]
    public async Task Civitai_that_does_not_answer_is_asked_again_by_the_next_page()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        await story.DownloadAsync();
        story.Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models", Status = 400 });
        var silent = await story.Server.GetAsync($"{List}?ecosystem=SDXL&query=chosen&type=LORA");
        story.Sandbox.Server.Faults.Clear();

        var cursor = silent["metadata"]!["next_cursor"]?.ToString();
        var next = await story.Server.GetAsync(
            $"{List}?ecosystem=SDXL&query=chosen&type=LORA&cursor={Uri.EscapeDataString(cursor ?? "")}"
        );

        silent["sources"]![1]!["error"].ShouldNotBeNull(silent.ToJsonString());
        cursor.ShouldBe("civitai=");
        Items(next).Select(item => item["source"]!.ToString()).Distinct().ShouldBe(["civitai"]);
        Items(next).ShouldContain(item => IsOf(item, story.WashVersion));
    }

    [Fact]
    public async Task A_name_of_digits_is_the_library_s_and_an_AIR_that_contradicts_itself_is_told()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        var digits = $"{story.StrictVersion}";
        await story.Server.WriteAsync(context => context.Registry.Add(Local(digits, "lora", "SDXL 1.0")));

        var own = await story.Server.GetAsync($"/api/generation/coverage/{digits}");
        var told = await CheckAsync(
            story,
            "SDXL",
            null,
            $"urn:air:sdxl:lora:civitai:1@{story.WashVersion}",
            $"urn:air:sdxl:lora:civitai:730002@{story.WashVersion}",
            "urn:air:sdxl:lora:orchestrator:job-1@ink-000003.safetensors"
        );

        (own["source"]!.ToString(), own["id"]!.ToString(), own["version_id"]).ShouldBe(("local", digits, null));
        told.Select(one => one["level"]!.ToString()).ShouldBe(["none", "partial", "full"]);
        told[0]["level_reason"]!["message"]!.ToString().ShouldContain("of model 730002 and not of model 1");
        told[2]["at_civitai"]!["rule"]!.ToString().ShouldBe("epoch");
    }

    [Fact]
    public async Task Civitai_is_asked_once_about_a_choice_and_left_alone_when_it_is_down()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        string[] chosen = [$"{story.WashVersion}", $"{story.StrictVersion}", "2099999999"];
        await CheckAsync(story, "SDXL", null, chosen);
        var asked = story.Sandbox.Server.Requests.To("civitai").Count;

        var again = await CheckAsync(story, "Flux1", null, chosen);
        var askedAgain = story.Sandbox.Server.Requests.To("civitai").Count;
        story.Sandbox.Server.Requests.Clear();
        story.Sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/model-versions/*",
                Status = 503,
                RetryAfter = "0",
            }
        );
        var silent = await CheckAsync(
            story,
            "SDXL",
            null,
            [.. Enumerable.Range(2_000_000_000, 30).Select(id => $"{id}")]
        );

        asked.ShouldBeGreaterThan(2);
        askedAgain.ShouldBe(asked);
        again
            .Select(one => one["version_id"]?.GetValue<long>())
            .ShouldBe([story.WashVersion, story.StrictVersion, null]);
        silent.ShouldAllBe(one => one["level_reason"]!["code"]!.ToString() == "not_answered");
        // Only those that were under way.
        story
            .Sandbox.Server.Requests.To("civitai")
            .Select(request => request.Path)
            .Distinct()
            .Count()
            .ShouldBeInRange(1, 8);
    }

    [Fact]
    public async Task Each_place_has_its_own_answer_and_its_own_substitutes()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        await story.Server.WriteAsync(Pair);

        var anywhere = (await CheckAsync(story, "SDXL", null, "pair"))[0];
        var home = (await CheckAsync(story, "SDXL", "home", "pair", "92"));
        var civitai = (await CheckAsync(story, "SDXL", "civitai", "pair"))[0];
        var list = $"{List}?ecosystem=SDXL&source=local&can_generate=true";
        var (atHome, atCivitai) = (
            await story.Server.GetAsync($"{list}&at=home"),
            await story.Server.GetAsync($"{list}&at=civitai")
        );
        var searched = await story.Server.GetAsync("/api/generation/search?query=pair&can_generate=false&at=civitai");

        anywhere["can_generate"]!.GetValue<bool>().ShouldBeTrue();
        Substitutes(anywhere).ShouldBe(["92 at_civitai"]);
        home.Select(one => one["can_generate"]!.GetValue<bool>()).ShouldBe([true, false]);
        Substitutes(home[0]).ShouldBeEmpty();
        Substitutes(home[1]).ShouldBe(["91 at_home"]);
        civitai["can_generate"]!.GetValue<bool>().ShouldBeFalse();
        CoverageRoutesTests.Codes(civitai["at_civitai"]!).ShouldBe(["disabled"]);
        Substitutes(civitai).ShouldBe(["92 at_civitai"]);
        (Ids(atHome), Ids(atCivitai), Ids(searched)).ShouldBe(("pair", "", "pair"));
    }

    [Fact]
    public async Task Who_administrates_this_server_is_no_moderator_of_Civitai()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        await story.Server.WriteAsync(context => Pair(context, "Scheduled"));

        var told = (await CheckAsync(story, "SDXL", "civitai", "pair"))[0];
        var list = await story.Server.GetAsync($"{List}?source=local&query=pair&can_generate=false&at=civitai");

        CoverageRoutesTests.Codes(told["at_civitai"]!).ShouldContain("status");
        Items(list).ShouldHaveSingleItem()["can_generate"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_kept_of_a_version_long_ago_stands_in_only_where_Civitai_is_silent()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await story.Server.WriteAsync(context =>
        {
            Keep(context, 730_002, story.WashVersion, now.AddDays(-2));
            Keep(context, 730_003, story.StrictVersion, now.AddDays(-2));
            Keep(context, 730_004, story.BoldVersion, now);
        });
        story.Sandbox.Server.Faults.Add(
            new Fault { Path = $"/api/v1/model-versions/{story.StrictVersion}", Status = 400 }
        );

        var told = await CheckAsync(
            story,
            "SDXL",
            null,
            $"{story.WashVersion}",
            $"{story.StrictVersion}",
            $"{story.BoldVersion}"
        );

        told.Select(one => one["name"]!.ToString()).ShouldBe(["Chosen Wash", "Kept", "Kept"]);
    }

    [Fact]
    public async Task A_picture_above_a_person_s_browsing_limit_is_blurred_or_not_given()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        string[] chosen = [$"{story.BoldVersion}", $"{story.WashVersion}"];
        var usual = await CheckAsync(story, "SDXL", null, chosen);

        await story.GoodAsync("PUT", "/api/generation/levels", JsonNode.Parse("""{"above":"hide"}"""));
        var hidden = await CheckAsync(story, "SDXL", null, chosen);
        var listed = await story.Server.GetAsync($"{List}?query=bold&source=civitai&nsfw=true&type=LORA");
        await story.GoodAsync("PUT", "/api/generation/levels", JsonNode.Parse("""{"browsing_limit":"xxx"}"""));
        var shown = await CheckAsync(story, "SDXL", null, chosen);

        usual.Select(one => one["display"]!.ToString()).ShouldBe(["blur", "show"]);
        usual.ShouldAllBe(one => one["preview"] != null);
        hidden.Select(one => one["display"]!.ToString()).ShouldBe(["hide", "show"]);
        hidden.Select(one => one["preview"] is null).ShouldBe([true, false]);
        var bold = Items(listed).Where(item => IsOf(item, story.BoldVersion)).ShouldHaveSingleItem();
        bold["preview"].ShouldBeNull();
        shown[0]["display"]!.ToString().ShouldBe("show");
    }

    [Fact]
    public async Task The_tables_follow_a_file_of_the_user_though_nobody_asks()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        await story.Server.WriteAsync(context => context.Registry.Add(Local("crane", "lora", "Heron 1.0")));
        var database = LibraryDatabase.Open(story.Server.Database);
        await Eventually.TrueAsync(() => Is(null), Stop);

        story.Define("ecosystems/heron.json", CoverageRoutesTests.Heron);

        await Eventually.TrueAsync(() => Is("heron"), Stop);
        database.CloseConnections();
        bool Is(string? ecosystem)
        {
            using var context = database.CreateContext();
            return context.GenerationCoverage.Any(row => row.Id == "crane" && row.Ecosystem == ecosystem);
        }
    }

    // Of one model: its first version is here, and Civitai does not generate with it; its second is there.
    private static void Pair(LibraryContext context) => Pair(context, "Published");

    private static void Pair(LibraryContext context, string status)
    {
        const string file = """[{ "type": "Model", "metadata": { "format": "SafeTensor" } }]""";
        var model = new SourceModelRow
        {
            Source = "civitai",
            SourceId = "9",
            Name = "Pair",
            Type = "LORA",
            UpdatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
            Body = $$"""
                {
                  "id": 9, "name": "Pair", "type": "LORA", "allowCommercialUse": ["Rent"],
                  "modelVersions": [
                    { "id": 92, "name": "v2", "baseModel": "SDXL 1.0", "status": "Published", "files": {{file}} },
                    {
                      "id": 91, "name": "v1", "baseModel": "SDXL 1.0", "status": "{{status}}", "generationDisabled": true,
                      "files": {{file}}
                    }
                  ]
                }
                """,
        };
        var (first, second) = (Version("91"), Version("92"));
        context.ModelVersions.AddRange(first, second);
        var row = Local("pair", "lora", "SDXL 1.0");
        row.ModelFile = new ModelFileRow
        {
            SourceId = "911",
            Name = "pair.safetensors",
            ModelVersion = first,
        };
        context.Registry.Add(row);

        ModelVersionRow Version(string id) =>
            new()
            {
                SourceId = id,
                Name = id,
                BaseModel = "SDXL 1.0",
                SourceModel = model,
                UpdatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
            };
    }

    private static void Keep(LibraryContext context, int model, long version, DateTime at) =>
        context.ModelVersions.Add(
            new ModelVersionRow
            {
                SourceId = $"{version}",
                Name = "v1",
                BaseModel = "SDXL 1.0",
                UpdatedAt = at,
                SourceModel = new SourceModelRow
                {
                    Source = "civitai",
                    SourceId = $"{model}",
                    Name = "Kept",
                    Type = "LORA",
                    UpdatedAt = at,
                    Body = $$"""{ "id": {{model}}, "name": "Kept", "modelVersions": [{ "id": {{version}} }] }""",
                },
            }
        );

    private static async Task<JsonNode[]> CheckAsync(
        ChoosingToolkit story,
        string ecosystem,
        string? at,
        params string[] chosen
    )
    {
        var question = new JsonObject
        {
            ["ecosystem"] = ecosystem,
            ["at"] = at,
            ["resources"] = new JsonArray([.. chosen.Select(one => (JsonNode)one)]),
        };
        var told = await story.Server.PostAsync($"{List}/check", question);
        return [.. told["resources"]!.AsArray().Select(one => one!)];
    }

    private static ModelRow Local(string id, string type, string baseModel) =>
        new()
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            LocalPath = $"/models/{id}.bin",
            ModelType = type,
            BaseModel = baseModel,
        };

    private static string[] Substitutes(JsonNode item) =>
        [
            .. item["substitutes"]!
                .AsArray()
                .Select(one =>
                    $"{one!["version_id"]}{(one["at_civitai"]!.GetValue<bool>() ? " at_civitai" : "")}{(one["at_home"]!.GetValue<bool>() ? " at_home" : "")}"
                ),
        ];

    private static IEnumerable<JsonNode> Items(JsonNode page) => page["items"]!.AsArray().Select(item => item!);

    private static string Ids(JsonNode page) => string.Join(',', Items(page).Select(item => item["id"]));

    private static bool IsOf(JsonNode item, long version) => item["version_id"]?.GetValue<long>() == version;
}
