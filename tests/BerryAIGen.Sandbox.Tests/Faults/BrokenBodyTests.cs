using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Sandbox.Tests.Faults;

public sealed class BrokenBodyTests : FaultyServerTest
{
    [Fact]
    public async Task A_connection_is_cut_after_the_bytes()
    {
        var link = await Client.LinkAsync(290640);
        Server.Faults.Add(new Fault { Host = "storage", CutAfter = 100_000 });

        using var response = await Client.GetAsync(link);
        var (count, failure) = await ReadAsync(response, Cancelled);

        count.ShouldBe(100_000);
        failure.ShouldBeAssignableTo<IOException>();
        response.Content.Headers.ContentLength.ShouldBe(786432);
    }

    [Fact]
    public async Task A_connection_is_cut_before_the_answer()
    {
        Server.Faults.Add(new Fault { CutAfter = 0 });

        await Should.ThrowAsync<HttpRequestException>(() => Client.GetAsync(Model));
    }

    [Fact]
    public async Task A_body_stalls_after_the_bytes()
    {
        var link = await Client.LinkAsync(290640);
        Server.Faults.Add(new Fault { Host = "storage", StallAfter = 50_000 });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        using var response = await Client.GetAsync(link);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        await body.ReadExactlyAsync(new byte[50_000], Cancelled);
        var next = body.ReadAsync(new byte[1], patience.Token).AsTask();
        patience.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_slow_body_takes_its_time()
    {
        var link = await Client.LinkAsync(87153);
        Server.Faults.Add(new Fault { Host = "storage", BytesPerSecond = 294_912 });
        var start = TimeProvider.System.GetTimestamp();

        using var response = await Client.GetAsync(link);
        var (count, _) = await ReadAsync(response, Cancelled);

        count.ShouldBe(147_456);
        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(450));
    }

    [Fact]
    public async Task Json_is_cut_although_the_answer_is_complete()
    {
        Server.Faults.Add(new Fault { TruncateTo = 300 });

        var text = await Client.TextAsync(Model);

        text.Length.ShouldBe(300);
        Should.Throw<JsonException>(() => JsonNode.Parse(text));
    }

    [Fact]
    public async Task One_byte_is_wrong()
    {
        var link = await Client.LinkAsync(146759);
        var right = Server.Catalogue.GetVersion(146759).Files[0].Content.ToArray();
        Server.Faults.Add(new Fault { Host = "storage", WrongByteAt = 200_000 });

        using var response = await Client.SendAsync(
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
        var link = await Client.LinkAsync(146759);
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

        using var whole = await Client.SendAsync(
            HttpMethod.Get,
            link,
            headers: headers => headers.Add("Range", "bytes=5-")
        );
        using var endless = await Client.GetAsync(link);
        using var expired = await Client.GetAsync(link);
        using var beyond = await Client.GetAsync(link);

        (whole.StatusCode, whole.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, "\"new\""));
        (endless.Content.Headers.ContentLength, endless.Content.Headers.ContentDisposition).ShouldBe((null, null));
        expired.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

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
