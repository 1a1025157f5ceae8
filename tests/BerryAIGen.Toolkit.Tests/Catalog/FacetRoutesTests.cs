using System.Net;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

public sealed class FacetRoutesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_learns_how_many_models_are_behind_each_choice()
    {
        await using var story = await CatalogToolkit.StartAsync();
        SmallLora.Write(Path.Combine(story.Models, "ink.safetensors"), 1);
        SmallLora.Write(Path.Combine(story.Models, "wash.safetensors"), 2);
        await story.PostAsync("/api/models/index?wait=true");
        await story.SendAsync(HttpMethod.Patch, "/api/models/ink", """{"tags":["mine"]}""");

        var facets = await story.GetAsync("/api/models/facets");
        var tagged = await story.GetAsync("/api/models/facets?tag=MINE&status=local");
        var below = await story.GetAsync($"/api/models/library?folder={Uri.EscapeDataString(story.Models)}&limit=1");
        using var first = await story.Http.GetAsync("/api/models/facets", Stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models/facets");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var known = await story.Http.SendAsync(request, Stop);

        Proven.Tells(
            "GET /api/models/facets",
            tagged,
            told =>
            {
                told["type"].One(one => one["value"].ToString() == "lora")["count"].GetValue<int>().ShouldBe(1);
                told["tag"].One(one => one["value"].ToString() == "mine")["count"].GetValue<int>().ShouldBe(1);
                told["folder"].One(one => one["value"].ToString() == story.Models)["count"].GetValue<int>().ShouldBe(1);
            },
            unlike: facets
        );
        facets["status"]!.AsArray().Sum(one => one!["count"]!.GetValue<int>()).ShouldBeGreaterThan(2);
        below["total_count"]!.GetValue<int>().ShouldBe(2);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await story.GetAsync("/api/models/facets?status=nonsense"))["error"]!["code"]!.ToString().ShouldBe("usage");
    }
}
