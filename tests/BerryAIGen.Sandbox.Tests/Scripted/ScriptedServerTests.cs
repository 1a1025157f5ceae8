using System.Net;
using System.Net.Http.Headers;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Sandbox.Tests.Scripted;

public sealed class ScriptedServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_come_in_order_and_the_last_one_stays()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/a", ScriptedAnswer.Text("one", 503).With("Retry-After", "2"), ScriptedAnswer.Text("two"));
        using var client = new HttpClient();

        using var first = await client.GetAsync(server.At("/a?x=1"), Cancelled);
        (await client.GetStringAsync(server.At("/a"), Cancelled)).ShouldBe("two");
        (await client.GetStringAsync(server.At("/a", "localhost"), Cancelled)).ShouldBe("two");

        first.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        first.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        server.Requests.Select(request => request.Path).ShouldBe(["/a?x=1", "/a", "/a"]);
        server.Requests[2].Header("host").ShouldBe($"localhost:{server.Url.Port}");
    }

    [Fact]
    public async Task A_path_without_a_script_is_501()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = new HttpClient();

        using var answer = await client.GetAsync(server.At("/unknown"), Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task A_file_honours_ranges()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/f", ScriptedAnswer.File([1, 2, 3, 4], "\"v1\"", "f.bin"));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.At("/f"));
        request.Headers.Range = new RangeHeaderValue(1, 2);
        request.Headers.IfRange = new RangeConditionHeaderValue("\"v1\"");

        using var answer = await client.SendAsync(request, Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        answer.Content.Headers.ContentRange!.Length.ShouldBe(4);
        (await answer.Content.ReadAsByteArrayAsync(Cancelled)).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_cut_answer_ends_too_early()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.On("/f", ScriptedAnswer.File([1, 2, 3, 4]) with { CutAfter = 2 });
        using var client = new HttpClient();

        await Should.ThrowAsync<HttpRequestException>(() => client.GetByteArrayAsync(server.At("/f"), Cancelled));
    }
}
