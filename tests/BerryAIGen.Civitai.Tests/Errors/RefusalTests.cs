using System.Globalization;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Errors;

/// <summary>What an answer that is none becomes: its class, its facts and its one sentence.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("You do not have permission to download this model.")]
    [InlineData("This model does not allow downloads.")]
    public async Task The_vaults_forbidding_is_no_failure_of_the_service(string text)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json($$"""{"error":"{{text}}"}""", 503));

        var error = await scene.RefusedAsync<CivitaiUnauthorizedException>();

        error.Reason.ShouldBe(UnauthorizedReason.NotAllowed);
        scene.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Dates_and_numbers_are_written_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var refusal = ScriptedAnswer.Json("""{"error":"Early Access","deadline":"2026-03-04T05:06:07Z"}""", 403);
        await using var scene = await Scene.StartAsync(refusal);
        try
        {
            CultureInfo.CurrentCulture = new OddCulture();

            (await scene.RefusedAsync<CivitaiEarlyAccessException>()).Message.ShouldContain("2026-03-04 05:06 UTC");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData(400, typeof(CivitaiBadRequestException))]
    [InlineData(401, typeof(CivitaiUnauthorizedException))]
    [InlineData(403, typeof(CivitaiUnauthorizedException))]
    [InlineData(404, typeof(CivitaiNotFoundException))]
    [InlineData(405, typeof(CivitaiBadRequestException))]
    [InlineData(410, typeof(CivitaiNotFoundException))]
    [InlineData(429, typeof(CivitaiRateLimitedException))]
    [InlineData(451, typeof(CivitaiRegionBlockedException))]
    [InlineData(499, typeof(CivitaiBadRequestException))]
    [InlineData(500, typeof(CivitaiUnavailableException))]
    [InlineData(503, typeof(CivitaiUnavailableException))]
    public async Task Every_status_has_its_class(int status, Type expected)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json("""{"error":"because"}""", status));

        var error = await Should.ThrowAsync<CivitaiRequestException>(() => scene.AskAsync(o => o.MaxRetries = 0));

        error.ShouldBeOfType(expected);
        ((int)error.StatusCode!).ShouldBe(status);
        error.Message.ShouldContain(Scene.Path);
    }

    [Fact]
    public async Task The_problems_of_a_bad_request_can_be_read_one_by_one()
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(ErrorShapeTests.TooBig, 400));

        var error = await scene.RefusedAsync<CivitaiBadRequestException>();

        error.Problems.ShouldBe([new RequestProblem("limit", "Too big: expected number to be <=100")]);
    }

    [Theory]
    [InlineData("2026-03-04T05:06:07.000Z")]
    [InlineData("2026-03-04T05:06:07")]
    public async Task Early_access_has_its_deadline(string deadline)
    {
        var body =
            $$"""{"error":"Early Access","deadline":"{{deadline}}","message":"This asset is in Early Access."}""";
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(body, 403));

        var error = await scene.RefusedAsync<CivitaiEarlyAccessException>();

        error.Deadline.ShouldBe(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        error.Message.ShouldContain("2026-03-04 05:06 UTC");
    }

    [Fact]
    public async Task Early_access_without_a_deadline_is_early_access_all_the_same()
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json("""{"error":"Early Access"}""", 403));

        (await scene.RefusedAsync<CivitaiEarlyAccessException>()).Deadline.ShouldBeNull();
    }

    [Theory]
    [InlineData(200, "text/html")]
    [InlineData(200, "application/json")]
    [InlineData(403, "text/html")]
    [InlineData(503, "text/html")]
    public async Task A_web_page_is_a_service_that_is_not_available(int status, string contentType)
    {
        var page = ScriptedAnswer.Html("<!DOCTYPE html><title>We're adjusting a few things</title>", status);
        await using var scene = await Scene.StartAsync(page with { ContentType = contentType });

        var error = await scene.RefusedAsync<CivitaiUnavailableException>();

        error.Message.ShouldContain("We're adjusting a few things");
    }

    [Fact]
    public async Task Cloudflares_refusal_is_not_taken_for_Civitais()
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Text("error code: 1010", 403));

        (await scene.RefusedAsync<CivitaiUnavailableException>()).Message.ShouldContain("1010");
    }

    [Fact]
    public async Task Five_megabytes_of_error_are_neither_shown_nor_kept()
    {
        var body = $$"""{"error":"{{new string('A', 5 << 20)}}"}""";
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(body, 400));

        var error = await scene.RefusedAsync<CivitaiBadRequestException>();

        error.Message.ShouldContain("too long to show");
        error.Message.ShouldNotContain("AAAA");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{\"id\":1", null)]
    [InlineData("File not found", null)]
    public async Task An_answer_that_is_no_json_is_kept_for_the_log(string body, string? part)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(body));

        var error = await scene.RefusedAsync<CivitaiInvalidReplyException>();

        error.Body.ShouldBe(body);
        error.Message.ShouldContain(part ?? "cannot be read");
        error.Message.ShouldContain(Scene.Path);
    }

    [Fact]
    public async Task A_long_unreadable_answer_is_kept_in_part()
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json("[" + new string('x', 200_000)));

        (await scene.RefusedAsync<CivitaiInvalidReplyException>()).Body.Length.ShouldBe(64 << 10);
    }

    // The tests may run without any culture's data; a calendar of its own shows as well whose form is used.
    private sealed class OddCulture() : CultureInfo("")
    {
        public override Calendar Calendar { get; } = new ThaiBuddhistCalendar();

        public override DateTimeFormatInfo DateTimeFormat
        {
            get => new() { TimeSeparator = "." };
            set => base.DateTimeFormat = value;
        }
    }
}
