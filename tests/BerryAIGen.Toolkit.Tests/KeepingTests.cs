using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>What a person does with models that are here: each test has a server, a folder and a database of its own.</summary>
public sealed class KeepingTests : IAsyncLifetime
{
    private RunningToolkit _server = null!;

    // One tensor of four bytes.
    private static readonly byte[] Model =
    [
        60,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        .. """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}      """u8,
        1,
        2,
        3,
        4,
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Database => _server.Database;

    private HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync() => _server = await RunningToolkit.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_deleted_model_is_gone_and_comes_back_with_what_a_person_wrote()
    {
        var path = await AddAsync("org/dragon", Model, row => row.Notes = "my favourite");

        var deleted = await SendAsync(HttpMethod.Delete, "/api/models/org/dragon");

        deleted["message"]!.ToString().ShouldBe("Model deleted successfully");
        deleted["model_id"]!.ToString().ShouldBe("org/dragon");
        File.Exists(path).ShouldBeFalse();
        (await Http.GetAsync("/api/models/org/dragon", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var trash = await SendAsync(HttpMethod.Get, "/api/models/trash");
        trash["items"]!.AsArray().Single()!["path"]!.ToString().ShouldBe(path);

        var item = deleted["trash_item"]!.ToString();
        await SendAsync(HttpMethod.Post, "/api/models/trash/restore", $$"""{"items":["{{item}}"]}""");

        (await File.ReadAllBytesAsync(path, Stop)).ShouldBe(Model);
        var back = await SendAsync(HttpMethod.Get, "/api/models/org%2Fdragon");
        back["notes"]!.ToString().ShouldBe("my favourite");
        back["status"]!.ToString().ShouldBe("local");
        var events = (await SendAsync(HttpMethod.Get, "/api/models/org/dragon/history"))["history"]!.AsArray();
        events.Select(line => line!["event"]!.ToString()).ShouldContain("deleted");
        events.Select(line => line!["event"]!.ToString()).ShouldContain("restored");
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
        var applied = await SendAsync(HttpMethod.Delete, "/api/models/trash?apply=true");

        dry["items"]!.AsArray().Count.ShouldBe(1);
        young["items"]!.AsArray().ShouldBeEmpty();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        dry["freed_bytes"]!.GetValue<long>().ShouldBe(0);
        kept["total_count"]!.GetValue<int>().ShouldBe(1);
        applied["freed_bytes"]!.GetValue<long>().ShouldBe(Model.Length);
        (await SendAsync(HttpMethod.Get, "/api/models/trash"))["total_count"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData("older_than=NaN")]
    [InlineData("older_than=Infinity")]
    [InlineData("older_than=1e300")]
    [InlineData("older_than=36501")]
    [InlineData("olderThan=30")]
    [InlineData("older-than=30")]
    public async Task An_age_that_is_none_empties_nothing(string age)
    {
        await AddAsync("dragon", Model);
        await SendAsync(HttpMethod.Delete, "/api/models/dragon");

        using var refused = await Http.DeleteAsync($"/api/models/trash?apply=true&{age}", Stop);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Get, "/api/models/trash"))["total_count"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_model_in_the_quarantine_says_so_and_comes_back()
    {
        var path = await AddAsync("dragon", Model);

        var put = await SendAsync(HttpMethod.Post, "/api/models/dragon/quarantine", """{"reason":"looks odd"}""");

        File.Exists(path).ShouldBeFalse();
        put["reason"]!.ToString().ShouldBe("looks odd");
        (await SendAsync(HttpMethod.Get, "/api/models/dragon"))["status_detail"]!.ToString().ShouldBe("quarantined");
        (await SendAsync(HttpMethod.Get, "/api/models/quarantine"))["items"]![0]!["reason"]!
            .ToString()
            .ShouldBe("looks odd");

        await SendAsync(HttpMethod.Post, "/api/models/quarantine/restore", $$"""{"items":["{{put["item"]}}"]}""");

        File.Exists(path).ShouldBeTrue();
        var model = await SendAsync(HttpMethod.Get, "/api/models/dragon");
        model["status"]!.ToString().ShouldBe("local");
        model["status_detail"].ShouldBeNull();
    }

    [Fact]
    public async Task A_scan_names_code_that_would_run_and_runs_none()
    {
        var harm = _server.Home.Combine("harm");
        await AddAsync(
            "bad",
            PickleScript.Of(2).Global("posix", "system").CallWith($"touch {harm}").Stop(),
            ending: ".ckpt"
        );
        await AddAsync("good", Model);

        var bad = (await SendAsync(HttpMethod.Post, "/api/models/bad/scan"))["scan_result"]!;
        var good = (await SendAsync(HttpMethod.Post, "/api/models/good/scan"))["scan_result"]!;

        bad["overall_status"]!.ToString().ShouldBe("failed");
        bad["files"]![0]!["globals"]![0]!
            .AsArray()
            .Select(word => word!.ToString())
            .ShouldBe(["posix", "system", "dangerous"]);
        good["overall_status"]!.ToString().ShouldBe("passed");
        File.Exists(harm).ShouldBeFalse();
    }

    [Fact]
    public async Task A_verification_finds_the_model_that_changed()
    {
        var path = await AddAsync("dragon", Model);
        await VerifyAsync("/api/models/verify", """{"quick":false}""");
        var bytes = Model.ToArray();
        bytes[^1] ^= 1;
        var written = File.GetLastWriteTimeUtc(path);
        await File.WriteAllBytesAsync(path, bytes, Stop);
        File.SetLastWriteTimeUtc(path, written);

        await VerifyAsync("/api/models/dragon/verify", null);

        var model = await SendAsync(HttpMethod.Get, "/api/models/dragon");
        model["status"]!.ToString().ShouldBe("error");
        model["status_detail"]!.ToString().ShouldBe("broken");
    }

    [Fact]
    public async Task The_library_is_told_in_numbers()
    {
        var path = await AddAsync("org/dragon", Model, row => row.Capabilities = """["flying"]""");

        var marked = await SendAsync(HttpMethod.Post, "/api/models/org/dragon/mark-used");
        var usage = await SendAsync(HttpMethod.Get, "/api/models/org/dragon/usage");
        var space = await SendAsync(HttpMethod.Get, "/api/models/org/dragon/disk-usage");
        var all = await SendAsync(HttpMethod.Get, "/api/models/disk-usage");
        var numbers = await SendAsync(HttpMethod.Get, "/api/models/stats");
        var words = await SendAsync(HttpMethod.Get, "/api/models/capabilities");

        usage["usage_frequency"]!.GetValue<int>().ShouldBe(1);
        usage["last_used"]!.GetValue<double>().ShouldBe(marked["timestamp"]!.GetValue<double>(), 0.001);
        space["path"]!.ToString().ShouldBe(path);
        space["size_bytes"]!.GetValue<long>().ShouldBe(Model.Length);
        space["type"]!.ToString().ShouldBe("file");
        all["total_models_usage_bytes"]!.GetValue<long>().ShouldBe(Model.Length);
        numbers["local_models"]!.GetValue<int>().ShouldBe(1);
        numbers["total_disk_usage_bytes"]!.GetValue<long>().ShouldBe(Model.Length);
        words["capabilities"]!.AsArray().Single(one => one!["name"]!.ToString() == "flying")!["local_count"]!
            .GetValue<int>()
            .ShouldBe(1);
    }

    // The server and this test read the same database; the folder is one that nobody indexes by itself.
    private async Task<string> AddAsync(
        string id,
        byte[] bytes,
        Action<ModelRow>? also = null,
        string ending = ".safetensors"
    )
    {
        var path = _server.Home.Write($"elsewhere/loras/{id.Replace('/', '-')}{ending}", bytes);
        await using var context = LibraryDatabase.Open(Database).CreateContext();
        var row = new ModelRow
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            LocalPath = path,
            Size = bytes.Length,
            DiskUsage = bytes.Length,
        };
        also?.Invoke(row);
        context.Registry.Add(row);
        await context.SaveChangesAsync(Stop);
        return path;
    }

    private async Task VerifyAsync(string path, string? body)
    {
        var job = (await SendAsync(HttpMethod.Post, path, body))["job_id"]!.ToString();
        await Eventually.TrueAsync(
            () =>
            {
                using var context = LibraryDatabase.Open(Database).CreateContext();
                return context.Jobs.Find(job)!.State == "completed";
            },
            Stop
        );
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        using var answer = await Http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["error"]!["message"]!.ToString();
}
