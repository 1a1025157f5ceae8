using System.Net;
using System.Net.Http.Headers;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Downloads;

public sealed class StorageTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const int Version = 146759;
    private readonly SandboxClient client = new(sandbox.Server);

    private byte[] Content => sandbox.Server.Catalogue.GetVersion(Version).Files[0].Content.ToArray();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task The_link_has_another_host_name()
    {
        var link = new Uri(await client.LinkAsync(Version));

        link.Host.ShouldBe("localhost");
        sandbox.Server.CivitaiUrl.Host.ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task The_whole_file_comes_with_its_name_and_validators()
    {
        using var response = await client.GetAsync(await client.LinkAsync(Version));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe("lanternDream_8.safetensors");
        response.Headers.AcceptRanges.ShouldBe(["bytes"]);
        response.Headers.ETag!.IsWeak.ShouldBeFalse();
        response.Content.Headers.LastModified.ShouldNotBeNull();
        (await Bytes(response)).ShouldBe(Content);
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=100-199", 100, 100)]
    [InlineData("bytes=393206-", 393206, 10)]
    [InlineData("bytes=393206-999999999", 393206, 10)]
    [InlineData("bytes=-16", 393200, 16)]
    public async Task A_range_gives_its_bytes(string range, int first, int length)
    {
        using var response = await Ranged(range);

        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        response.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {first}-{first + length - 1}/393216");
        (await Bytes(response)).ShouldBe(Content.AsSpan(first, length).ToArray());
    }

    [Theory]
    [InlineData("bytes=5-3")]
    [InlineData("bytes=x-")]
    [InlineData("lines=0-3")]
    [InlineData("bytes=0-1,4-5")]
    public async Task A_range_that_makes_no_sense_gives_the_whole(string range)
    {
        using var response = await Ranged(range);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(393216);
    }

    [Fact]
    public async Task A_range_behind_the_end_cannot_be_satisfied()
    {
        using var response = await Ranged("bytes=393216-");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */393216");
    }

    [Fact]
    public async Task A_condition_on_another_version_gives_the_whole()
    {
        using var whole = await client.GetAsync(await client.LinkAsync(Version));
        using var same = await Ranged(
            "bytes=10-",
            headers => headers.IfRange = new RangeConditionHeaderValue(whole.Headers.ETag!)
        );
        using var other = await Ranged(
            "bytes=10-",
            headers => headers.IfRange = new RangeConditionHeaderValue("\"other\"")
        );
        using var dated = await Ranged(
            "bytes=10-",
            headers => headers.IfRange = new RangeConditionHeaderValue(whole.Content.Headers.LastModified!.Value)
        );

        same.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        dated.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
    }

    [Fact]
    public async Task A_key_is_refused()
    {
        using var response = await client.GetAsync(await client.LinkAsync(Version), key: "sandbox-key");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        sandbox.Server.Requests.To("storage").ShouldContain(request => request.HasAuthorization);
    }

    [Fact]
    public async Task HEAD_is_refused()
    {
        using var response = await client.SendAsync(HttpMethod.Head, await client.LinkAsync(Version));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_link_that_was_changed_is_refused()
    {
        var link = (await client.LinkAsync(Version)).Replace(
            "X-Amz-Expires=86400",
            "X-Amz-Expires=99999",
            StringComparison.Ordinal
        );

        using var response = await client.GetAsync(link);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_link_expires()
    {
        var time = new MovedTime();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Time = time },
            TestContext.Current.CancellationToken
        );
        using var own = new SandboxClient(server);
        var link = await own.LinkAsync(Version);

        time.Advance(TimeSpan.FromHours(25));
        using var response = await own.GetAsync(link);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("expired");
    }

    [Fact]
    public async Task Names_beyond_ascii_come_percent_encoded()
    {
        using var response = await client.GetAsync(await client.LinkAsync(6100181));

        response.Content.Headers.ContentDisposition!.FileName.ShouldBe("%E9%9B%AA%E3%81%AE%E6%A2%9F v1.safetensors");
    }

    [Fact]
    public async Task Early_access_is_over_in_time()
    {
        var deadline = (await client.JsonAsync("api/download/models/6100011"))["deadline"]!.GetValue<string>();

        DateTimeOffset.Parse(deadline).ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddDays(13));
    }

    [Fact]
    public async Task Hostile_names_are_sent_as_they_are()
    {
        var version = await client.JsonAsync("api/v1/model-versions/6100201");

        version["files"]![0]!["name"]!.GetValue<string>().ShouldBe("../../../outside.safetensors");
        (await client.LinkAsync(6100201)).ShouldContain("/file/civitai-modelfiles/model/");
    }

    private async Task<HttpResponseMessage> Ranged(string range, Action<HttpRequestHeaders>? more = null) =>
        await client.SendAsync(
            HttpMethod.Get,
            await client.LinkAsync(Version),
            headers: headers =>
            {
                headers.TryAddWithoutValidation("Range", range);
                more?.Invoke(headers);
            }
        );

    private static Task<byte[]> Bytes(HttpResponseMessage response) =>
        response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
