using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>The models of a picture are found as it names them: in the library, at Civitai, by number.</summary>
public sealed class RemixModelTests
{
    [Fact]
    public async Task Models_are_found_here_by_hash_at_Civitai_by_hash_and_by_the_AIR_that_the_picture_has()
    {
        await using var story = await ChoosingToolkit.StartAsync();
        await story.DownloadAsync();
        var picture = new PngMaker()
            .Text(
                "parameters",
                $$"""
                a heron <lora:ink:0.7> <lora:bold:0.4>
                Negative prompt: fog
                Steps: 21, Sampler: Euler a, CFG scale: 6.5, Seed: 42, Size: 832x1216, Lora hashes: "ink: {{story.HashOf(
                    story.InkVersion
                )}}, bold: {{story.HashOf(
                    story.BoldVersion
                )}}", Civitai resources: [{"type":"lora","weight":0.5,"air":"urn:air:sdxl:lora:civitai:730003@{{story.StrictVersion}}"}]
                """
            )
            .Build();

        story.Sandbox.Server.Requests.Clear();
        var local = await RemixAsync(story, picture, "?local=true");
        var asked = story.Sandbox.Server.Requests.To("civitai").Count;
        var all = await RemixAsync(story, picture, "");

        asked.ShouldBe(0);
        Found(local).ShouldBe([$"{story.InkVersion} hash", " ", $"{story.StrictVersion} air"], ignoreOrder: true);
        local["notes"]!.ToJsonString().ShouldContain("bold");
        Found(all)
            .ShouldBe(
                [$"{story.InkVersion} hash", $"{story.BoldVersion} hash", $"{story.StrictVersion} air"],
                ignoreOrder: true
            );
        all["form"]!["ecosystem"]!.ToString().ShouldBe("SDXL");
        all["form"]!["resources"]!
            .AsArray()
            .Select(one => $"{one!["id"]} {one["strength"]}")
            .ShouldBe(
                [$"{story.InkVersion} 0.7", $"{story.BoldVersion} 0.4", $"{story.StrictVersion} 0.5"],
                ignoreOrder: true
            );
        (await story.Server.PostAsync("/api/generation/compile", all["form"]!.DeepClone()))["workflow"]!
            .ToJsonString()
            .ShouldContain($"urn:air:sdxl:lora:civitai:730004@{story.BoldVersion}");
    }

    private static IEnumerable<string> Found(JsonNode told) =>
        told["models"]!.AsArray().Select(one => $"{one!["version_id"]} {one["matched_by"]}");

    private static async Task<JsonNode> RemixAsync(ChoosingToolkit story, byte[] picture, string query)
    {
        using var content = new ByteArrayContent(picture);
        content.Headers.ContentType = new("image/png");
        var (status, told) = await story.Server.SendAsync("POST", $"/api/generation/remix{query}", content);
        status.ShouldBe(200, told.ToJsonString());
        return told;
    }
}
