using System.Text.Json.Nodes;
using BerryAIGen.Civitai;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Generation.Tests.Orchestrators;

/// <summary>What is known of a form's models decides how it is submitted, whatever the form says of them.</summary>
public sealed class ModelFactsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ScriptedServer? _server;
    private BerryLibrary? _library;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ScriptedServer Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync();
        _library = new BerryLibrary(
            new LibraryOptions
            {
                CivitaiUrl = _server.Url,
                AllowedHosts = ["127.0.0.1", "localhost"],
                ModelsFolder = _folder.Path,
                ReadVariable = _ => null,
                WorkingFolder = _folder.Path,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        _library?.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("""{"id":101}""")]
    [InlineData("""{"id":101,"availability":"Public"}""")]
    [InlineData("""{"id":101,"baseModel":"SDXL 1.0","model":{"id":7,"type":"Checkpoint"},"availability":"Public"}""")]
    [InlineData("""{"id":101,"air":"urn:air:sdxl:checkpoint:civitai:7@101"}""")]
    public async Task A_checkpoint_that_is_somebodys_alone_is_submitted_safely(string model)
    {
        Server.On(
            "/api/v1/model-versions/101",
            ScriptedAnswer.Json(
                """{"id":101,"modelId":7,"name":"v1","baseModel":"SDXL 1.0","model":{"name":"Mine","type":"Checkpoint"},"files":[]}"""
            )
        );
        Server.On(
            "/api/v1/model-versions/mini/101",
            ScriptedAnswer.Json("""{"baseModel":"SDXL 1.0","availability":"Private"}""")
        );
        var form = SampleForm.Of("txt2img", "SDXL", ("model", JsonNode.Parse(model)));

        var (filled, _) = await new ModelFacts(_library!.Civitai).FillAsync(form, Stop);
        var order = SampleForm.Shipped.Order(new FormRequest(filled));

        order.IsPrivate.ShouldBeTrue();
        order.Body["nsfwLevel"]!.ToString().ShouldBe("pg13");
        order.Body["allowMatureContent"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void A_checkpoint_of_another_line_is_refused_by_its_AIR_too()
    {
        var model = JsonNode.Parse("""{"id":101,"air":"urn:air:sd1:checkpoint:civitai:7@101"}""");

        var refused = Should.Throw<GenerationException>(() =>
            SampleForm.Shipped.Order(new FormRequest(SampleForm.Of("txt2img", "SDXL", ("model", model))))
        );

        (refused.Field, refused.Failure.Code).ShouldBe(("model", FailureCode.Usage));
    }

    [Theory]
    [InlineData(503, 0)]
    [InlineData(403, 2)]
    public async Task Who_does_not_answer_is_not_asked_of_each_add_on_where_nobody_waits_for_it(int status, int asked)
    {
        foreach (var id in (string[])["101", "mini/101", "202", "203"])
            Server.On($"/api/v1/model-versions/{id}", ScriptedAnswer.Json("""{"error":"no"}""", status));
        using var civitai = new CivitaiClient(new CivitaiOptions { SiteUrl = Server.Url, MaxRetries = 0 });
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("model", JsonNode.Parse("""{"id":101}""")),
            ("resources", JsonNode.Parse("""[{"id":202},{"id":203,"strength":0.5}]"""))
        );

        var (filled, notes) = await new ModelFacts(civitai, isNeeded: false).FillAsync(form, Stop);

        Server
            .Requests.Count(request => request.Path.Contains("/20", StringComparison.Ordinal))
            .ShouldBe(asked, string.Join('\n', Server.Requests));
        filled["resources"]!.ToJsonString().ShouldBe("""[{"id":202},{"id":203,"strength":0.5}]""");
        notes.ShouldContain(note => note.EndsWith("It is sent as it is written.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_far_too_many_models_none_is_looked_up()
    {
        var many = new JsonArray([.. Enumerable.Range(1, 101).Select(id => (JsonNode)new JsonObject { ["id"] = id })]);

        var refused = await Should.ThrowAsync<GenerationException>(() =>
            new ModelFacts(_library!.Civitai).FillAsync(SampleForm.Of("txt2img", "SDXL", ("resources", many)), Stop)
        );

        refused.Field.ShouldBe("resources");
        Server.Requests.ShouldBeEmpty();
    }
}
