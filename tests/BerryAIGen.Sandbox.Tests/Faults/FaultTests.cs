using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Faults;

public sealed class FaultTests : SandboxFixture, IAsyncLifetime
{
    private const string Model = "api/v1/models/257749";
    private SandboxClient client = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        client = new SandboxClient(Server);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        client.Dispose();
        await DisposeAsync();
    }

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
            using var response = await client.GetAsync(Model);
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

        using var response = await client.GetAsync(Model);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldContain(text);
    }

    [Fact]
    public async Task An_error_may_have_five_megabytes()
    {
        Server.Faults.Add(new Fault { Canned = CannedAnswer.HugeError });

        (await client.TextAsync(Model)).Length.ShouldBeGreaterThan(5_000_000);
    }

    [Fact]
    public async Task Waiting_times_are_said_or_not()
    {
        Server.Faults.Add(new Fault { Status = 429, Times = 1 });
        Server.Faults.Add(new Fault { Status = 429, RetryAfter = "7" });

        using var silent = await client.GetAsync(Model);
        using var spoken = await client.GetAsync(Model);

        silent.Headers.RetryAfter.ShouldBeNull();
        spoken.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_connection_is_cut_after_the_bytes()
    {
        var link = await client.LinkAsync(290640);
        Server.Faults.Add(new Fault { Host = "storage", CutAfter = 100_000 });

        using var response = await client.GetAsync(link);
        var (count, failure) = await ReadAsync(response, Cancelled);

        count.ShouldBe(100_000);
        failure.ShouldBeAssignableTo<IOException>();
        response.Content.Headers.ContentLength.ShouldBe(786432);
    }

    [Fact]
    public async Task A_connection_is_cut_before_the_answer()
    {
        Server.Faults.Add(new Fault { CutAfter = 0 });

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(Model));
    }

    [Fact]
    public async Task A_body_stalls_after_the_bytes()
    {
        var link = await client.LinkAsync(290640);
        Server.Faults.Add(new Fault { Host = "storage", StallAfter = 50_000 });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        using var response = await client.GetAsync(link);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        await body.ReadExactlyAsync(new byte[50_000], Cancelled);
        var next = body.ReadAsync(new byte[1], patience.Token).AsTask();
        patience.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_slow_body_takes_its_time()
    {
        var link = await client.LinkAsync(87153);
        Server.Faults.Add(new Fault { Host = "storage", BytesPerSecond = 294_912 });
        var start = TimeProvider.System.GetTimestamp();

        using var response = await client.GetAsync(link);
        var (count, _) = await ReadAsync(response, Cancelled);

        count.ShouldBe(147_456);
        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(450));
    }

    [Fact]
    public async Task Json_is_cut_although_the_answer_is_complete()
    {
        Server.Faults.Add(new Fault { TruncateTo = 300 });

        var text = await client.TextAsync(Model);

        text.Length.ShouldBe(300);
        Should.Throw<JsonException>(() => JsonNode.Parse(text));
    }

    [Fact]
    public async Task Control_bytes_break_the_json()
    {
        Server.Faults.Add(new Fault { Changes = AnswerChanges.ControlBytes });

        var text = await client.TextAsync(Model);

        text.ShouldContain('\u0003');
        Should.Throw<JsonException>(() => JsonNode.Parse(text));
    }

    [Fact]
    public async Task One_byte_is_wrong()
    {
        var link = await client.LinkAsync(146759);
        var right = Server.Catalogue.GetVersion(146759).Files[0].Content.ToArray();
        Server.Faults.Add(new Fault { Host = "storage", WrongByteAt = 200_000 });

        using var response = await client.SendAsync(
            HttpMethod.Get,
            link,
            headers: headers => headers.TryAddWithoutValidation("Range", "bytes=199990-200009")
        );
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancelled);

        Enumerable.Range(0, 20).Where(i => bytes[i] != right[199_990 + i]).ShouldBe([10]);
    }

    [Fact]
    public async Task Storage_forgets_ranges_tags_lengths_and_links()
    {
        var link = await client.LinkAsync(146759);
        Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                Times = 1,
                IgnoreRange = true,
                ETag = "\"new\"",
            }
        );
        Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                Times = 1,
                HideLength = true,
                HideName = true,
            }
        );
        Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                Times = 1,
                ExpireLink = true,
            }
        );
        Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                Times = 1,
                Status = 416,
            }
        );

        using var whole = await client.SendAsync(
            HttpMethod.Get,
            link,
            headers: headers => headers.Add("Range", "bytes=5-")
        );
        using var endless = await client.GetAsync(link);
        using var expired = await client.GetAsync(link);
        using var beyond = await client.GetAsync(link);

        (whole.StatusCode, whole.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, "\"new\""));
        (endless.Content.Headers.ContentLength, endless.Content.Headers.ContentDisposition).ShouldBe((null, null));
        expired.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
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

        (await client.LinkAsync(290640)).ShouldBe($"{Server.CivitaiUrl}api/download/models/290640");
        (await client.LinkAsync(290640)).ShouldBe("http://10.0.0.1/x");
    }

    [Theory]
    [InlineData(AnswerChanges.WrongHashes, "modelVersions[0].files[0].hashes.SHA256")]
    [InlineData(AnswerChanges.NoHashes, "modelVersions[0].files[0].hashes")]
    [InlineData(AnswerChanges.WrongSizes, "modelVersions[0].files[0].sizeKB")]
    [InlineData(AnswerChanges.NullStats, "stats.downloadCount")]
    [InlineData(AnswerChanges.OldShapes, "allowCommercialUse")]
    [InlineData(AnswerChanges.HostileNames, "modelVersions[0].files[0].name")]
    [InlineData(AnswerChanges.NumericNames, "creator.username")]
    [InlineData(AnswerChanges.NoVersions, "modelVersions")]
    public async Task An_answer_is_changed_where_it_should_be(AnswerChanges changes, string path)
    {
        var right = At(await client.JsonAsync(Model), path);
        Server.Faults.Add(new Fault { Changes = changes });

        var wrong = At(await client.JsonAsync(Model), path);

        JsonNode.DeepEquals(wrong, right).ShouldBeFalse();
    }

    [Fact]
    public async Task Lists_repeat_and_forget_items()
    {
        Server.Faults.Add(new Fault { Times = 1, Changes = AnswerChanges.DuplicateItems });
        Server.Faults.Add(new Fault { Times = 1, Changes = AnswerChanges.EmptyPage });

        var doubled = await client.JsonAsync("api/v1/models?limit=2");
        var emptied = await client.JsonAsync("api/v1/models?limit=2");

        doubled["items"]!.AsArray().Count.ShouldBe(3);
        emptied["items"]!.AsArray().Count.ShouldBe(0);
        emptied["metadata"]!["nextCursor"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_process_sets_and_clears_faults()
    {
        using var set = await client.SendAsync(
            HttpMethod.Post,
            "_sandbox/faults",
            json: """{"path":"/api/v1/models/*","canned":"Cloudflare502","changes":"NullStats, WrongHashes"}"""
        );
        using var spoilt = await client.GetAsync(Model);
        using var cleared = await client.SendAsync(HttpMethod.Delete, "_sandbox/faults");
        using var healthy = await client.GetAsync(Model);
        using var refused = await client.SendAsync(HttpMethod.Post, "_sandbox/faults", json: """{"pth":"x"}""");

        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        spoilt.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        healthy.StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static JsonNode? At(JsonNode root, string path) =>
        path.Replace("[0]", ".0", StringComparison.Ordinal)
            .Split('.')
            .Aggregate((JsonNode?)root, (node, step) => step == "0" ? node?[0] : node?[step]);

    private static async Task<(long Count, Exception? Failure)> ReadAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[64 * 1024];
        var count = 0L;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; )
                count += read;
            return (count, null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (count, e);
        }
    }
}
