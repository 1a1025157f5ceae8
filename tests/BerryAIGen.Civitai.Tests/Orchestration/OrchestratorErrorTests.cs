using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>Everything that an orchestrator refuses: one class, one sentence, nothing charged twice, nothing lost.</summary>
public sealed class OrchestratorErrorTests : IAsyncLifetime
{
    private const string Path = "/v2/consumer/workflows";

    private OrchestratorScene _scene = null!;

    private static CancellationToken Cancelled => OrchestratorScene.Cancelled;

    public async ValueTask InitializeAsync() => _scene = await OrchestratorScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_wrong_value_names_its_field_and_its_reason()
    {
        var template = new WorkflowTemplate
        {
            Steps =
            [
                StepTemplate.Of(
                    new VideoGenInput
                    {
                        Engine = "wan",
                        Prompt = "a berry",
                        Resolution = "4k",
                    }
                ),
            ],
        };

        var error = await RefusedAsync<CivitaiBadRequestException>(_scene.Client, template);

        error.Problems.ShouldBe([new("steps[0].input.resolution", "The value '4k' is not valid for resolution.")]);
        error.Message.ShouldContain("steps[0].input.resolution: The value '4k' is not valid");
    }

    [Fact]
    public async Task No_key_and_a_wrong_key_are_two_sentences()
    {
        var none = await RefusedAsync<CivitaiUnauthorizedException>(
            _scene.NewClient(options => options.OrchestrationKey = null)
        );
        var wrong = await RefusedAsync<CivitaiUnauthorizedException>(
            _scene.NewClient(options => options.OrchestrationKey = "another-key")
        );

        none.Reason.ShouldBe(UnauthorizedReason.KeyMissing);
        wrong.Reason.ShouldBe(UnauthorizedReason.KeyRefused);
        wrong.Message.ShouldNotContain("another-key");
        Asked().ShouldBe(2);
    }

    [Fact]
    public async Task A_key_of_one_party_is_never_shown_to_another()
    {
        // The key is for civitai.com, the orchestrator is somebody else.
        var foreign = _scene.NewClient(options =>
        {
            options.OrchestrationKey = null;
            options.ApiKey = OrchestratorScene.Key;
        });
        var neighbour = _scene.NewClient(options =>
        {
            options.OrchestrationKey = null;
            options.ApiKey = OrchestratorScene.Key;
            options.SiteUrl = _scene.Server.CivitaiUrl;
        });

        var error = await RefusedAsync<CivitaiUnauthorizedException>(foreign);
        await SubmitAsync(neighbour);

        error.Reason.ShouldBe(UnauthorizedReason.KeyMissing);
        _scene.Server.Requests.To("orchestrator").Select(request => request.HasAuthorization).ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("https://civitai.com", "https://orchestration.civitai.com", "site")]
    [InlineData("https://civitai.red", "https://orchestration.civitai.com", "site")]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:2", "site")]
    [InlineData("http://127.0.0.1:1", "https://orchestration.civitai.com", null)]
    [InlineData("https://civitai.com", "https://example.com", null)]
    [InlineData("https://civitai.com", "https://orchestration.civitai.com.example.com", null)]
    public void The_sites_key_is_used_where_both_are_one_party(string site, string orchestrator, string? expected)
    {
        var options = new CivitaiOptions
        {
            SiteUrl = new Uri(site),
            OrchestrationUrl = new Uri(orchestrator),
            ApiKey = " site ",
        };

        options.KeyOfOrchestrator.ShouldBe(expected);
        options.OrchestrationKey = "own";
        options.KeyOfOrchestrator.ShouldBe("own");
    }

    [Fact]
    public async Task A_key_that_the_answer_repeats_is_not_told()
    {
        _scene.Server.Faults.Add(
            new()
            {
                Path = Path,
                Status = 401,
                Body = $$"""{"title":"Unauthorized","detail":"The token {{OrchestratorScene.Key}} has expired."}""",
            }
        );

        var error = await RefusedAsync<CivitaiUnauthorizedException>(_scene.Client);

        error.Message.ShouldContain("The token *** has expired");
        error.ToString().ShouldNotContain(OrchestratorScene.Key);
    }

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("https://example.com/v2")]
    [InlineData("ftp://example.com")]
    public void An_address_that_cannot_be_the_orchestrators_is_named(string address)
    {
        var options = new CivitaiOptions { OrchestrationUrl = new Uri(address), ApiKey = "a-key" };

        Should
            .Throw<ArgumentException>(() => new OrchestrationClient(options))
            .Message.ShouldContain("OrchestrationUrl");
        Should.Throw<ArgumentException>(() => new CivitaiClient(options)).Message.ShouldNotContain("a-key");
    }

    [Fact]
    public async Task Too_little_Buzz_has_a_class_of_its_own()
    {
        _scene.Server.Orchestrator.SetBalance(OrchestratorScene.Key, yellow: 3);

        var error = await RefusedAsync<CivitaiInsufficientBuzzException>(_scene.Client);

        error.Message.ShouldContain("not enough Buzz");
        error.Message.ShouldContain("Nothing was charged");
        _scene.Server.Orchestrator.BalanceOf(OrchestratorScene.Key, "yellow").ShouldBe(3);
        Asked().ShouldBe(1);
    }

    [Theory]
    [InlineData(403, "\"Your prompt was blocked: it names a real person.\"", typeof(CivitaiContentBlockedException))]
    [InlineData(403, "This resource is private.", typeof(CivitaiUnauthorizedException))]
    [InlineData(403, "", typeof(CivitaiUnauthorizedException))]
    [InlineData(403, "Insufficient permissions.", typeof(CivitaiUnauthorizedException))]
    [InlineData(403, "Your account has been blocked.", typeof(CivitaiUnauthorizedException))]
    [InlineData(403, "Your account balance is too low.", typeof(CivitaiInsufficientBuzzException))]
    [InlineData(403, "\"Insufficient funds\"", typeof(CivitaiInsufficientBuzzException))]
    [InlineData(404, "", typeof(CivitaiNotFoundException))]
    [InlineData(409, "{\"title\":\"Conflict\",\"detail\":\"The step has begun.\"}", typeof(CivitaiConflictException))]
    [InlineData(413, "", typeof(CivitaiBadRequestException))]
    [InlineData(
        422,
        "{\"title\":\"Unprocessable\",\"detail\":\"Blocked by moderation.\"}",
        typeof(CivitaiContentBlockedException)
    )]
    [InlineData(400, "{\"title\":\"Bad Request\",\"errors\":\"odd\"}", typeof(CivitaiBadRequestException))]
    [InlineData(400, "{\"title\":\"cut", typeof(CivitaiBadRequestException))]
    public async Task A_refusal_is_never_tried_again(int status, string body, Type expected)
    {
        _scene.Server.Faults.Add(
            new()
            {
                Path = Path,
                Status = status,
                Body = body,
            }
        );

        var error = await Should.ThrowAsync<CivitaiRequestException>(() => SubmitAsync(_scene.HurriedClient()));

        error.ShouldBeOfType(expected);
        ((int)error.StatusCode!).ShouldBe(status);
        Asked().ShouldBe(1);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_request_that_is_sent_on_elsewhere_is_not_followed()
    {
        _scene.Server.Faults.Add(new() { Path = Path, RedirectTo = _scene.Server.StorageUrl + "elsewhere" });

        var error = await RefusedAsync<CivitaiUnavailableException>(_scene.Client);

        error.Message.ShouldContain("not followed");
        _scene.Server.Requests.To("storage").ShouldBeEmpty();
    }

    private int Asked() => _scene.Server.Requests.To("orchestrator").Count;

    private static Task<Workflow> SubmitAsync(OrchestrationClient client) =>
        client.Workflows.SubmitAsync(OrchestratorScene.Pictures(), null, Cancelled);

    private static async Task<T> RefusedAsync<T>(OrchestrationClient client, WorkflowTemplate? template = null)
        where T : CivitaiRequestException
    {
        var error = await Should.ThrowAsync<CivitaiRequestException>(() =>
            client.Workflows.SubmitAsync(template ?? OrchestratorScene.Pictures(), null, Cancelled)
        );
        var refusal = error.ShouldBeOfType<T>();
        refusal.Message.ShouldNotContain('\n');
        refusal.Message.Length.ShouldBeLessThan(700);
        return refusal;
    }
}
