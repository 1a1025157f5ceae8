using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Driven;
using BerryAIGen.Toolkit.Tests.Generation;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What the own orchestrator says that it can do, and which models it knows.</summary>
public sealed class ServiceRoutesTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    private RunningToolkit Server => _story.Server;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task Services_are_told_with_how_well_they_did_lately()
    {
        var before = await Server.GetAsync("/v2/services?query=echo");
        await _story.RunAsync(Workflow(Echo(), Echo("again")));
        var slow = Upload(_story.HeldPicture.ToString());
        slow["timeout"] = "00:00:02";
        await _story.RunAsync(Workflow(Upload("ftp://nowhere.example.org/a.png"), slow));

        var list = await Server.GetAsync("/v2/services?query=echo");
        var one = await Server.GetAsync("/v2/services/utility%2Fecho");
        var same = await Server.GetAsync("/v2/services/utility/echo?window=1h&interval=5m");
        var upload = await Server.GetAsync("/v2/services/utility/imageUpload");

        before["items"]![0]!["status"]!.ToString().ShouldBe("unknown");
        before["items"]![0]!["metrics"]!["successRate"].ShouldBeNull();
        Proven.Tells(
            "GET /v2/services",
            list,
            told =>
            {
                told["totalCount"].ToString().ShouldBe("1");
                told["items"][0]["status"].ToString().ShouldBe("available");
                told["items"][0]["metrics"]["requests"].ToString().ShouldBe("2");
            },
            unlike: before
        );
        Proven.Tells(
            "GET /v2/services/{serviceId}",
            one,
            told =>
            {
                told["step"].ToString().ShouldBe("echo");
                told["submit"].ToString().ShouldBe("/v2/consumer/recipes/echo");
                told["history"]["buckets"][0]["requests"].ToString().ShouldBe("2");
            },
            unlike: upload
        );
        one["metrics"]!["latencySeconds"]!["p95"]!.GetValue<double>().ShouldBeGreaterThan(0);
        same["history"]!["interval"]!.ToString().ShouldBe("5m");
        upload["status"]!.ToString().ShouldBe("degraded");
        upload["metrics"]!["successRate"]!.GetValue<double>().ShouldBe(0);
        // The one with an address that nobody asks is its caller's; the other took too long.
        upload["metrics"]!["userErrorRate"]!.GetValue<double>().ShouldBe(0.5);
        upload["history"]!["buckets"]![0]!["userErrorRate"]!.GetValue<double>().ShouldBe(0.5);
        before["items"]![0]!["metrics"]!["userErrorRate"]!.GetValue<double>().ShouldBe(0);
    }

    [Fact]
    public async Task Services_are_found_by_kind_word_state_and_page()
    {
        var pictures = await Server.GetAsync("/v2/services?category=image");
        var lanczos = await Server.GetAsync("/v2/services?tags=lanczos&tags=libvips");
        var below = await Server.GetAsync("/v2/services?prefix=video/&limit=2&offset=1");
        var idle = await Server.GetAsync("/v2/services?status=Available");
        await using var poor = await StartAsync(("PATH", "/nothing"));
        var missing = await poor.Server.GetAsync("/v2/services/image/convertImage");

        IdsOf(pictures).ShouldBe(["image/convertImage", "image/imageUpscaler"]);
        IdsOf(lanczos).ShouldBe(["image/imageUpscaler"]);
        lanczos["items"]![0]!["description"]!.ToString().ShouldContain("no model is run");
        (IdsOf(below).Count(), (int)below["totalCount"]!, (int)below["offset"]!).ShouldBe((2, 5, 1));
        IdsOf(idle).ShouldBeEmpty();
        missing["status"]!.ToString().ShouldBe("unavailable");
        missing["description"]!.ToString().ShouldContain("vips is not installed");
    }

    [Theory]
    [InlineData("/v2/services?window=1y", 400)]
    [InlineData("/v2/services?limit=0", 400)]
    [InlineData("/v2/services?offset=-1", 400)]
    [InlineData("/v2/services?status=fine", 400)]
    [InlineData("/v2/services/utility/echo?interval=2h", 400)]
    [InlineData("/v2/services/utility/nothing", 404)]
    [InlineData("/v2/resources", 400)]
    [InlineData("/v2/resources?view=queue&take=0", 400)]
    [InlineData("/v2/resources/nothing", 400)]
    [InlineData("/v2/resources/urn:air:sdxl:lora:civitai:9", 400)]
    [InlineData("/v2/resources/urn:air:sdxl:lora:civitai:9@92", 404)]
    public async Task What_is_wrong_with_a_question_is_told(string path, int status)
    {
        var (answered, problem) = await Server.SendAsync("GET", path);

        answered.ShouldBe(status, problem.ToJsonString());
        problem["detail"]!.ToString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_model_of_the_library_is_told_by_its_air_and_none_waits()
    {
        await Server.WithDatabaseAsync(async database =>
        {
            await using var context = database.CreateContext();
            Choices.Pair(context);
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
            var row = context.Registry.Single(model => model.Id == "pair");
            (row.Sha256, row.Format, row.DiskUsage, row.Status) = ("ab12", "safetensors", 1234, ModelStatus.Local);
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        var told = await Server.GetAsync("/v2/resources/urn:air:sdxl:lora:civitai:9@91");
        var file = await Server.GetAsync("/v2/resources/urn%3Aair%3Asdxl%3Alora%3Acivitai%3A9%4091%2B911");
        var other = await Server.SendAsync("GET", "/v2/resources/urn:air:sdxl:lora:civitai:9@91+912");

        Proven.Tells(
            "GET /v2/resources/{air}",
            told,
            resource =>
            {
                resource["resourceName"].ToString().ShouldBe("Pair");
                resource["hashes"]["SHA256"].ToString().ShouldBe("AB12");
                resource["size"].ToString().ShouldBe("1234");
                resource["fileFormat"].ToString().ShouldBe("safeTensor");
            },
            constant: "One model is here; the routes above show what is told of others."
        );
        told["canGenerate"]!.GetValue<bool>().ShouldBeFalse();
        file["resourceName"]!.ToString().ShouldBe("Pair");
        other.Status.ShouldBe(404);
        Proven.Tells(
            "GET /v2/resources",
            (await Server.GetAsync("/v2/resources?view=queue")).ToJsonString(),
            page => page.ShouldBe("""{"items":[]}"""),
            constant: "No worker here fetches models, so none ever waits."
        );
    }

    private static IEnumerable<string> IdsOf(JsonNode page) =>
        page["items"]!.AsArray().Select(one => one!["id"]!.ToString());
}
