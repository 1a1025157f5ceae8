using System.Net;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>What a person does with models that are here.</summary>
public sealed class KeepingTests : KeptModels
{
    [Fact]
    public async Task A_deleted_model_is_gone_and_comes_back_with_what_a_person_wrote()
    {
        var path = await AddAsync("org/dragon", Model, row => row.Notes = "my favourite");

        var deleted = await Proven.ChangesAsync(
            "DELETE /api/models/{id}",
            () => SendAsync(HttpMethod.Delete, "/api/models/org/dragon"),
            () => File.Exists(path).ShouldBeFalse()
        );

        deleted["message"]!.ToString().ShouldBe("Model deleted successfully");
        deleted["model_id"]!.ToString().ShouldBe("org/dragon");
        (await Http.GetAsync("/api/models/org/dragon", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var trash = await SendAsync(HttpMethod.Get, "/api/models/trash");
        Proven.Tells(
            "GET /api/models/trash",
            trash,
            told => told["items"].AsArray().ShouldHaveSingleItem()["path"].ToString().ShouldBe(path)
        );

        var item = deleted["trash_item"]!.ToString();
        await Proven.ChangesAsync(
            "POST /api/models/trash/restore",
            () => SendAsync(HttpMethod.Post, "/api/models/trash/restore", $$"""{"items":["{{item}}"]}"""),
            () =>
            {
                File.Exists(path).ShouldBeTrue();
                File.ReadAllBytes(path).ShouldBe(Model);
            }
        );

        var back = await SendAsync(HttpMethod.Get, "/api/models/org%2Fdragon");
        Proven.Tells("GET /api/models/{id}", back, told => told["notes"].ToString().ShouldBe("my favourite"));
        back["status"]!.ToString().ShouldBe("local");
        Proven.Tells(
            "GET /api/models/{id}/history",
            await SendAsync(HttpMethod.Get, "/api/models/org/dragon/history"),
            told =>
                told["history"]
                    .AsArray()
                    .Select(line => line["event"].ToString())
                    .Take(2)
                    .ShouldBe(["restored", "deleted"])
        );
    }

    [Fact]
    public async Task A_model_that_can_be_had_again_is_available_after_it_was_deleted()
    {
        var path = await AddAsync("dragon", Model, row => row.DownloadUrl = "https://example.org/d");

        var deleted = await SendAsync(HttpMethod.Delete, "/api/models/dragon?purge=true");

        deleted["freed_bytes"]!.GetValue<long>().ShouldBe(Model.Length);
        File.Exists(path).ShouldBeFalse();
        var model = await SendAsync(HttpMethod.Get, "/api/models/dragon");
        model["status"]!.ToString().ShouldBe("available");
        model["local_path"].ShouldBeNull();
        (await SendAsync(HttpMethod.Get, "/api/models/trash"))["total_count"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData("nobody", 404, "no model \"nobody\"")]
    [InlineData("tinyllama-1.1b-chat-q4", 409, "not a local model")]
    public async Task What_is_not_here_cannot_be_deleted(string id, int status, string message)
    {
        using var answer = await Http.DeleteAsync($"/api/models/{id}", Stop);

        ((int)answer.StatusCode).ShouldBe(status);
        (await ErrorAsync(answer)).ShouldContain(message);
    }

    [Fact]
    public async Task The_trash_is_emptied_only_when_told_to()
    {
        await AddAsync("dragon", Model);
        await SendAsync(HttpMethod.Delete, "/api/models/dragon");

        var dry = await SendAsync(HttpMethod.Delete, "/api/models/trash");
        var kept = await SendAsync(HttpMethod.Get, "/api/models/trash");
        var young = await SendAsync(HttpMethod.Delete, "/api/models/trash?apply=true&older_than=1");
        (await SendAsync(HttpMethod.Get, "/api/models/trash"))["total_count"]!.GetValue<int>().ShouldBe(1);
        using var refused = await Http.DeleteAsync("/api/models/trash?apply=true&older_than=-1", Stop);
        var applied = await Proven.ChangesAsync(
            "DELETE /api/models/trash",
            () => SendAsync(HttpMethod.Delete, "/api/models/trash?apply=true"),
            async () =>
                (await SendAsync(HttpMethod.Get, "/api/models/trash"))["total_count"]!.GetValue<int>().ShouldBe(0)
        );

        dry["items"]!.AsArray().Count.ShouldBe(1);
        young["items"]!.AsArray().ShouldBeEmpty();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        dry["freed_bytes"]!.GetValue<long>().ShouldBe(0);
        kept["total_count"]!.GetValue<int>().ShouldBe(1);
        applied["freed_bytes"]!.GetValue<long>().ShouldBe(Model.Length);
    }

    [Theory]
    [InlineData("older_than=NaN")]
    [InlineData("older_than=Infinity")]
    [InlineData("older_than=1e300")]
    [InlineData("older_than=36501")]
    [InlineData("olderThan=30")]
    [InlineData("older-than=30")]
    [InlineData("older_than=ten", "older_than is a number, not \"ten\".")]
    [InlineData("older_than=1&older_than=2", "older_than is a number, not \"1,2\".")]
    [InlineData("older_than=0,5", "older_than is a number, not \"0,5\".")]
    public async Task An_age_that_is_none_empties_nothing(string age, string? sentence = null)
    {
        await AddAsync("dragon", Model);
        await SendAsync(HttpMethod.Delete, "/api/models/dragon");

        using var refused = await Http.DeleteAsync($"/api/models/trash?apply=true&{age}", Stop);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        if (sentence is not null)
            (await refused.Content.ReadAsStringAsync(Stop)).ShouldContain(sentence.Replace("\"", "\\\""));
        (await SendAsync(HttpMethod.Get, "/api/models/trash"))["total_count"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_model_in_the_quarantine_says_so_and_comes_back()
    {
        var path = await AddAsync("dragon", Model);
        var none = await SendAsync(HttpMethod.Get, "/api/models/quarantine");

        var put = await Proven.ChangesAsync(
            "POST /api/models/{id}/quarantine",
            () => SendAsync(HttpMethod.Post, "/api/models/dragon/quarantine", """{"reason":"looks odd"}"""),
            () => File.Exists(path).ShouldBeFalse()
        );

        put["reason"]!.ToString().ShouldBe("looks odd");
        (await SendAsync(HttpMethod.Get, "/api/models/dragon"))["status_detail"]!.ToString().ShouldBe("quarantined");
        Proven.Tells(
            "GET /api/models/quarantine",
            await SendAsync(HttpMethod.Get, "/api/models/quarantine"),
            told => told["items"][0]["reason"].ToString().ShouldBe("looks odd"),
            unlike: none
        );

        await Proven.ChangesAsync(
            "POST /api/models/quarantine/restore",
            () => SendAsync(HttpMethod.Post, "/api/models/quarantine/restore", $$"""{"items":["{{put["item"]}}"]}"""),
            () => File.Exists(path).ShouldBeTrue()
        );

        var model = await SendAsync(HttpMethod.Get, "/api/models/dragon");
        model["status"]!.ToString().ShouldBe("local");
        model["status_detail"].ShouldBeNull();
        (await SendAsync(HttpMethod.Get, "/api/models/dragon/history"))["history"]!
            .AsArray()
            .Select(line => line!["event"]!.ToString())
            .Take(2)
            .ShouldBe(["restored", "quarantined"]);
    }
}
