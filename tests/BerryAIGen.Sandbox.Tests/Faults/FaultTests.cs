using System.Net;
using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Sandbox.Tests.Faults;

public sealed class FaultTests : FaultyServerTest
{
    [Fact]
    public async Task A_fault_serves_as_many_requests_as_it_says()
    {
        Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models/*",
                Status = 503,
                RetryAfter = "2",
                Skip = 1,
                Times = 2,
            }
        );

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await Client.GetAsync(Model);
            statuses.Add(response.StatusCode);
        }

        statuses.ShouldBe([
            HttpStatusCode.OK,
            HttpStatusCode.ServiceUnavailable,
            HttpStatusCode.ServiceUnavailable,
            HttpStatusCode.OK,
        ]);
    }

    [Theory]
    [InlineData(CannedAnswer.LoginPage, 200, "text/html", "Sign in")]
    [InlineData(CannedAnswer.MaintenancePage, 200, "text/html", "be back in a few minutes")]
    [InlineData(CannedAnswer.MaintenanceUnavailable, 503, "text/html", "be back in a few minutes")]
    [InlineData(CannedAnswer.Cloudflare502, 502, "text/html", "Bad gateway")]
    [InlineData(CannedAnswer.Cloudflare520, 520, "text/html", "unknown error")]
    [InlineData(CannedAnswer.ErrorCode1010, 403, "text/plain", "error code: 1010")]
    [InlineData(CannedAnswer.RegionBlocked, 451, "application/json", "REGION_BLOCKED")]
    [InlineData(CannedAnswer.RateLimited, 429, "application/json", "Rate limit exceeded")]
    [InlineData(CannedAnswer.DownloadQuota, 429, "application/json", "unusual amount")]
    [InlineData(CannedAnswer.Overloaded, 503, "application/json", "Server busy")]
    public async Task A_canned_answer_is_that_of_the_real_world(
        CannedAnswer canned,
        int status,
        string type,
        string text
    )
    {
        Server.Faults.Add(new Fault { Canned = canned });

        using var response = await Client.GetAsync(Model);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldContain(text);
    }

    [Fact]
    public async Task An_error_may_have_five_megabytes()
    {
        Server.Faults.Add(new Fault { Canned = CannedAnswer.HugeError });

        (await Client.TextAsync(Model)).Length.ShouldBeGreaterThan(5_000_000);
    }

    [Fact]
    public async Task Waiting_times_are_said_or_not()
    {
        Server.Faults.Add(new Fault { Status = 429, Times = 1 });
        Server.Faults.Add(new Fault { Status = 429, RetryAfter = "7" });

        using var silent = await Client.GetAsync(Model);
        using var spoken = await Client.GetAsync(Model);

        silent.Headers.RetryAfter.ShouldBeNull();
        spoken.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Redirects_lead_astray()
    {
        Server.Faults.Add(
            new Fault
            {
                Path = "/api/download/*",
                Times = 1,
                RedirectLoop = true,
            }
        );
        Server.Faults.Add(new Fault { Path = "/api/download/*", RedirectTo = "http://10.0.0.1/x" });

        (await Client.LinkAsync(290640)).ShouldBe($"{Server.CivitaiUrl}api/download/models/290640");
        (await Client.LinkAsync(290640)).ShouldBe("http://10.0.0.1/x");
    }

    [Fact]
    public async Task Another_process_sets_and_clears_faults()
    {
        using var set = await Client.SendAsync(
            HttpMethod.Post,
            "_sandbox/faults",
            json: """{"path":"/api/v1/models/*","canned":"Cloudflare502","changes":"NullStats, WrongHashes"}"""
        );
        using var spoilt = await Client.GetAsync(Model);
        using var cleared = await Client.SendAsync(HttpMethod.Delete, "_sandbox/faults");
        using var healthy = await Client.GetAsync(Model);
        using var refused = await Client.SendAsync(HttpMethod.Post, "_sandbox/faults", json: """{"pth":"x"}""");

        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        spoilt.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        healthy.StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
