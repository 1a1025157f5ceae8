using BerryAIGen.Database;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Generation.Choices;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Models to choose from, where the library and Civitai know of the same ones, or one of them is silent.</summary>
public sealed class ChoosingTests
{
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
}
