using System.Net;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Catalog;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>Lists besides the library's: not sent again when they are known, and in pages.</summary>
public sealed class ListTagTests : IAsyncLifetime
{
    private CatalogToolkit _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await CatalogToolkit.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/api/models/stats")]
    [InlineData("/api/models/capabilities")]
    [InlineData("/api/models/trash")]
    [InlineData("/api/models/quarantine")]
    [InlineData("/api/models/style/history")]
    [InlineData("/api/providers")]
    [InlineData("/api/providers/capabilities")]
    [InlineData("/api/providers/llama-cpp/suggestions")]
    [InlineData("/api/providers/llama-cpp/recommendations")]
    public async Task A_known_list_is_not_sent_again_until_it_changes(string path)
    {
        SmallLora.Write(Path.Combine(_server.Models, "style.safetensors"));
        await _server.PostAsync("/api/models/index?wait=true");
        using var first = await _server.Http.GetAsync(path, Stop);

        using var same = await AskAsync(path, first);
        File.WriteAllBytes(Path.Combine(_server.Models, "chat.gguf"), IndexRoutesTests.Gguf());
        await _server.PostAsync("/api/models/index?wait=true");
        await _server.PostAsync("/api/models/style/quarantine");
        await _server.Toolkit.DeleteAsync("/api/models/chat");
        using var changed = await AskAsync(path, first);

        first.Headers.ETag.ShouldNotBeNull();
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await same.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty();
        if (path.Contains("trash") || path.Contains("quarantine") || path.Contains("history"))
            changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Trash_quarantine_and_history_come_in_pages()
    {
        foreach (var name in (string[])["a", "b", "c"])
            SmallLora.Write(Path.Combine(_server.Models, $"{name}.safetensors"), name[0]);
        await _server.PostAsync("/api/models/index?wait=true");
        await _server.PostAsync("/api/models/a/mark-used");
        await _server.PostAsync("/api/models/a/quarantine");
        await _server.Toolkit.DeleteAsync("/api/models/b");
        await _server.Toolkit.DeleteAsync("/api/models/c");

        var all = await _server.GetAsync("/api/models/trash");
        var second = await _server.GetAsync("/api/models/trash?offset=1&limit=1");
        var away = await _server.GetAsync("/api/models/quarantine?offset=1");
        var history = await _server.GetAsync("/api/models/a/history");
        var older = await _server.GetAsync("/api/models/a/history?offset=1");

        second["total_count"]!.GetValue<int>().ShouldBe(2);
        second["items"]!.ToJsonString().ShouldBe($"[{all["items"]![1]!.ToJsonString()}]");
        away["items"]!.AsArray().ShouldBeEmpty();
        away["total_count"]!.GetValue<int>().ShouldBe(1);
        older.ToJsonString().Length.ShouldBeLessThan(history.ToJsonString().Length);
        (await _server.GetAsync("/api/models/trash?limit=0"))["error"]!["code"]!.ToString().ShouldBe("usage");
        (await _server.GetAsync("/api/models/trash?offset=-1"))["error"]!["code"]!.ToString().ShouldBe("usage");
    }

    private Task<HttpResponseMessage> AskAsync(string path, HttpResponseMessage known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known.Headers.ETag is { } tag)
            request.Headers.IfNoneMatch.Add(tag);
        return _server.Http.SendAsync(request, Stop);
    }
}
