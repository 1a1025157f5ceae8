using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Toolkit.Tests;

public sealed class ListTests(SharedToolkit toolkit) : IClassFixture<SharedToolkit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_cut_from_the_sorted_list_and_counts_what_fits()
    {
        var whole = await GetAsync("/api/models/library");

        var page = await GetAsync("/api/models/library?sort=size&order=desc&offset=1&limit=2&fields=size,name");

        var expected = whole["models"]!.AsArray().OrderByDescending(Size).Skip(1).Take(2).Select(Id);
        page["models"]!.AsArray().Select(Id).ShouldBe(expected);
        page["models"]![0]!.AsObject().Select(member => member.Key).ShouldBe(["id", "size", "name"]);
        page["total_count"]!.GetValue<int>().ShouldBe(whole["models"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("parameters")]
    [InlineData("compatibility")]
    public async Task By_what_is_judged_a_list_has_its_order_both_ways_and_the_rest_last(string sort)
    {
        var up = await IdsAsync($"sort={sort}");
        var down = await IdsAsync($"sort={sort}&order=desc");
        var page = await IdsAsync($"sort={sort}&order=desc&offset=1&limit=3&fields=name");
        var narrowed = await IdsAsync($"sort={sort}&format=gguf&limit=1000");

        var count = (await IdsAsync("")).Length;
        up.Length.ShouldBe(count);
        down.ShouldBe(up, ignoreOrder: true);
        page.ShouldBe(down[1..4]);
        narrowed.Length.ShouldBeInRange(2, count - 1);
        narrowed.ShouldBe(up.Where(narrowed.Contains));
        // What has a value goes the other way, what has none stays where it is.
        var turned = up.Zip(down).TakeWhile(pair => pair.First != pair.Second).Count();
        var known = Enumerable.Range(0, count + 1).Last(most => down[..most].SequenceEqual(up[..most].Reverse()));
        known.ShouldBeGreaterThan(1);
        turned.ShouldBeGreaterThan(0);
        down[known..].ShouldBe(up[known..]);
    }

    [Fact]
    public async Task A_list_by_parameters_begins_with_the_fewest()
    {
        var list = await GetAsync("/api/models/library?sort=parameters");

        var counts = list["models"]!
            .AsArray()
            .Select(model => ParameterCount.FindBillions(model!["metadata"]?["parameters"]?.ToString()))
            .ToArray();
        var known = counts.TakeWhile(count => count is not null).ToArray();
        known.Length.ShouldBeGreaterThan(2);
        known.ShouldBe(known.Order());
        counts.Skip(known.Length).ShouldAllBe(count => count == null);
    }

    [Fact]
    public async Task Who_has_the_list_in_an_order_of_this_machine_is_not_sent_it_again()
    {
        const string Address = "/api/models/library?sort=compatibility&limit=5";
        using var first = await toolkit.Http.GetAsync(Address, Stop);
        using var other = await toolkit.Http.GetAsync("/api/models/library?limit=5", Stop);
        using var again = new HttpRequestMessage(HttpMethod.Get, Address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag.ShouldNotBeNull());

        using var known = await toolkit.Http.SendAsync(again, Stop);

        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        first.Headers.ETag.ShouldNotBe(other.Headers.ETag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sort=size&order=desc")]
    [InlineData("&provider=comfyui")]
    [InlineData("&provider=nobody")]
    public async Task A_whole_list_is_written_as_a_page_is(string query)
    {
        var page = await toolkit.Http.GetStringAsync($"/api/models/library?limit=1000{query}", Stop);

        foreach (var _ in (int[])[1, 2])
            (await toolkit.Http.GetStringAsync($"/api/models/library?{query}", Stop)).ShouldBe(page);
    }

    [Fact]
    public async Task Words_are_found_by_their_beginnings_and_the_rest_of_the_library_is_counted_too()
    {
        var found = await GetAsync("/api/models/library?q=tiny%20cha");

        found["models"]!.AsArray().Select(Id).ShouldBe(["tinyllama-1.1b-chat-q4"]);
        found["total_count"]!.GetValue<int>().ShouldBe(1);
        found["library_totals"]!["total"]!.GetValue<int>().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Who_has_the_list_is_not_sent_it_again()
    {
        using var first = await toolkit.Http.GetAsync("/api/models/library", Stop);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/models/library");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag.ShouldNotBeNull());
        using var other = new HttpRequestMessage(HttpMethod.Get, "/api/models/library");
        other.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"another\""));

        using var known = await toolkit.Http.SendAsync(again, Stop);
        using var unknown = await toolkit.Http.SendAsync(other, Stop);

        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await known.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty();
        unknown.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("sort=colour", "sort is one of name, size")]
    [InlineData("order=up", "order is one of asc, desc")]
    [InlineData("size=huge", "size is one of small, medium, large")]
    [InlineData("limit=0", "limit is 1 to 1000")]
    [InlineData("offset=-1", "offset is 0 or more")]
    [InlineData("limit=ten", "limit is a whole number, not \"ten\"")]
    [InlineData("fields=name,colour", "no field \"colour\"")]
    public async Task A_word_that_is_none_is_refused_by_name(string query, string message)
    {
        using var answer = await toolkit.Http.GetAsync("/api/models/library?" + query, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["error"]!;
        error["message"]!.ToString().ShouldContain(message);
    }

    [Theory]
    [InlineData("/api/models/library")]
    [InlineData("/api/models/downloads")]
    [InlineData("/api/models/trash")]
    [InlineData("/api/models/quarantine")]
    [InlineData("/api/models/tinyllama-1.1b-chat-q4/history")]
    [InlineData("/api/jobs")]
    [InlineData("/api/access/keys")]
    public async Task A_page_that_is_none_is_refused_by_every_list_in_the_same_words(string path)
    {
        foreach (
            var (query, message) in new[]
            {
                ("limit=0", "limit is 1 to 1000, not 0."),
                ("limit=1001", "limit is 1 to 1000, not 1001."),
                ("offset=-5", "offset is 0 or more, not -5."),
            }
        )
        {
            using var answer = await toolkit.Http.GetAsync($"{path}?{query}", Stop);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["error"]!;
            (error["code"]!.ToString(), error["message"]!.ToString()).ShouldBe(("usage", message));
        }
    }

    private async Task<string[]> IdsAsync(string query) =>
        [.. (await GetAsync($"/api/models/library?{query}"))["models"]!.AsArray().Select(Id)];

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await toolkit.Http.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    private static string Id(JsonNode? model) => model!["id"]!.ToString();

    private static long Size(JsonNode? model) => model!["size"]!.GetValue<long>();
}
