using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>Pictures that a person gives models.</summary>
public sealed class OwnPreviewTests(PreviewToolkit toolkit) : IClassFixture<PreviewToolkit>, IAsyncLifetime
{
    private static readonly byte[] Beside = new PngMaker(20, 10).Build();
    private static readonly byte[] Own = new PngMaker(30, 10).Build();
    private static readonly byte[] Other = new PngMaker(40, 10).Build();
    private static int _models;

    private readonly int _number = 50 + Interlocked.Increment(ref _models);
    private readonly CatalogToolkit _server = toolkit.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Id => $"own{_number}";

    private string Route => $"/api/models/{Id}/preview";

    private string Model => Path.Combine(_server.Models, $"{Id}.safetensors");

    private string Folder => _server.Home.Combine(".local", "share", "berryaigen", "model-previews");

    public async ValueTask InitializeAsync()
    {
        SmallLora.Write(Model, _number);
        File.WriteAllBytes(Path.ChangeExtension(Model, ".preview.png"), Beside);
        await _server.PostAsync("/api/models/index?wait=true");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_shown_in_place_of_the_one_beside_the_model_and_every_change_can_be_undone()
    {
        var put = await Proven.ChangesAsync("PUT /api/models/{id}/preview", () => PutAsync(Own), ShowsAsync(Own));
        await PutAsync(Other);
        await Proven.ChangesAsync(
            "POST /api/models/{id}/preview/undo",
            () => _server.PostAsync(Route + "/undo"),
            ShowsAsync(Own)
        );
        await _server.PostAsync(Route + "/undo");
        await ShowsAsync(Other)();
        await Proven.ChangesAsync(
            "DELETE /api/models/{id}/preview",
            () => _server.SendAsync(HttpMethod.Delete, Route, "{}"),
            ShowsAsync(Beside)
        );
        await _server.PostAsync(Route + "/undo");

        await ShowsAsync(Other)();
        put["has_preview"]!.GetValue<bool>().ShouldBeTrue();
        File.ReadAllBytes(Path.ChangeExtension(Model, ".preview.png")).ShouldBe(Beside);
    }

    [Fact]
    public async Task A_refresh_and_the_trash_leave_it_as_it_is()
    {
        await PutAsync(Own);

        await _server.PostAsync($"/api/models/metadata/{Id}/refresh");
        await _server.PostAsync("/api/models/index?wait=true");
        await ShowsAsync(Own)();
        var thrown = await _server.SendAsync(HttpMethod.Delete, $"/api/models/{Id}", "{}");
        (await _server.GetAsync(Route))["error"]!["code"]!.ToString().ShouldBe("not_found");
        var item = thrown["trash_item"]!.ToString();
        await _server.PostAsync(
            "/api/models/trash/restore",
            new JsonObject { ["items"] = new JsonArray(item) }.ToJsonString()
        );

        await ShowsAsync(Own)();
    }

    [Fact]
    public async Task One_whose_file_is_gone_is_not_replaced_by_the_one_beside_the_model()
    {
        var before = Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [];
        await PutAsync(Own);
        foreach (var file in Directory.GetFiles(Folder).Except(before))
            File.Delete(file);

        var error = await _server.GetAsync(Route);
        await _server.SendAsync(HttpMethod.Delete, Route, "{}");
        var undo = await _server.PostAsync(Route + "/undo");

        error["error"]!["code"]!.ToString().ShouldBe("not_found");
        error["error"]!["message"]!.ToString().ShouldContain("data folder");
        undo["error"]!["code"]!.ToString().ShouldBe("not_found");
        await ShowsAsync(Beside)();
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_is_refused_and_nothing_is_kept()
    {
        var before = Directory.Exists(Folder) ? Directory.GetFiles(Folder).Length : 0;

        var page = await PutAsync("<html></html>"u8.ToArray());
        var film = await PutAsync([0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, .. new byte[99]]);
        var large = await PutAsync([.. Own, .. new byte[20 << 20]]);
        var nothing = await _server.SendAsync(HttpMethod.Delete, Route, "{}");
        var undo = await _server.PostAsync(Route + "/undo");

        page["error"]!["message"]!.ToString().ShouldContain("PNG, JPEG, WebP, GIF or AVIF");
        film["error"]!["message"]!.ToString().ShouldContain("an MP4 video");
        large["error"]!["message"]!.ToString().ShouldNotBeEmpty();
        nothing["error"]!["code"]!.ToString().ShouldBe("not_found");
        undo["error"]!["code"]!.ToString().ShouldBe("conflict");
        (Directory.Exists(Folder) ? Directory.GetFiles(Folder).Length : 0).ShouldBe(before);
        using var unknown = await SendAsync(HttpMethod.Put, "/api/models/nobody/preview", Own);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Func<Task> ShowsAsync(byte[] picture) =>
        async () =>
        {
            using var answer = await _server.Http.GetAsync(Route, Stop);
            (await answer.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(picture);
        };

    private async Task<JsonNode> PutAsync(byte[] picture)
    {
        using var answer = await SendAsync(HttpMethod.Put, Route, picture);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/octet-stream");
        using var request = new HttpRequestMessage(method, path) { Content = content };
        // The server says no before the body is on its way.
        request.Headers.ExpectContinue = true;
        return await _server.Http.SendAsync(request, Stop);
    }
}
