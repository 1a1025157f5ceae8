using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using static BerryAIGen.Toolkit.Tests.Generation.Choices;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>What is told of models that somebody names.</summary>
public sealed class ResourceCheckTests
{
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
}
