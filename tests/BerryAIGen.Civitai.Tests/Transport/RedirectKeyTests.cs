using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Transport;

/// <summary>The key stays with the host that was asked first, also where the other one is Civitai's.</summary>
public sealed class RedirectKeyTests
{
    private static readonly ScriptedAnswer Model = ScriptedAnswer.Json("""{"id":1}""");

    [Theory]
    [InlineData("https://civitai.com/api/v1/moved", true)]
    [InlineData("https://civitai.red/api/v1/moved", false)]
    [InlineData("https://api.civitai.com/api/v1/moved", false)]
    public async Task The_key_goes_along_to_the_same_host_only(string to, bool expected)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Redirect(new Uri(to)));
        scene.Server.On("/api/v1/moved", Model);
        using var transport = At(scene);

        await transport.GetJsonAsync("models/1", Scene.Cancelled);

        Keyed(scene)
            .ShouldBe([("https://civitai.com", true), (new Uri(to).GetLeftPart(UriPartial.Authority), expected)]);
    }

    [Fact]
    public async Task A_key_that_was_left_behind_does_not_come_back()
    {
        await using var scene = await Scene.StartAsync(
            ScriptedAnswer.Redirect(new Uri("https://civitai.red/api/v1/moved"))
        );
        scene.Server.On("/api/v1/moved", ScriptedAnswer.Redirect(new Uri("https://civitai.com/api/v1/back")));
        scene.Server.On("/api/v1/back", Model);
        using var transport = At(scene);

        await transport.GetJsonAsync("models/1", Scene.Cancelled);

        Keyed(scene)
            .ShouldBe([("https://civitai.com", true), ("https://civitai.red", false), ("https://civitai.com", false)]);
    }

    [Fact]
    public async Task A_download_leaves_the_key_behind_as_well()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            "/api/download/models/7",
            ScriptedAnswer.Redirect(new Uri("https://files.civitai.com/a?token=signed"))
        );
        scene.Server.On("/a", ScriptedAnswer.File([1, 2, 3]));
        using var transport = At(scene);

        await new DownloadClient(transport).ResolveAsync(new ModelVersionId(7), cancellationToken: Scene.Cancelled);

        Keyed(scene).ShouldBe([("https://civitai.com", true), ("https://files.civitai.com", false)]);
    }

    private static CivitaiTransport At(Scene scene) =>
        new(new CivitaiOptions { ApiKey = Scene.Key, TimeProvider = scene.Time }, new Detour(scene.Server.Url));

    private static IEnumerable<(string Asked, bool HasKey)> Keyed(Scene scene) =>
        scene.Server.Requests.Select(request =>
            (request.Header("X-Asked")!, request.Header("Authorization") == $"Bearer {Scene.Key}")
        );
}
