using BerryAIGen.Civitai.Errors;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Transport;

public sealed class KeyCheckTests
{
    private const string Me = "/api/v1/me";
    private static readonly ScriptedAnswer Unauthorized = ScriptedAnswer.Json("""{"error":"Unauthorized"}""", 401);
    private static readonly ScriptedAnswer Known = ScriptedAnswer.Json("""{"id":1,"username":"a"}""");

    private static readonly ScriptedAnswer Disabled = ScriptedAnswer.Json(
        """{"error":"Unauthorized","message":"The creator of this asset has disabled downloads on this file"}""",
        401
    );

    private static readonly ScriptedAnswer Login = ScriptedAnswer.Json(
        """{"error":"Unauthorized","message":"The creator of this asset requires you to be logged in to download it"}""",
        401
    );

    [Fact]
    public async Task No_key_asks_nothing()
    {
        await using var scene = await Scene.StartAsync();

        (await scene.Client().CheckKeyAsync(Scene.Cancelled)).ShouldBe(KeyState.None);

        scene.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200, KeyState.Valid)]
    [InlineData(401, KeyState.Refused)]
    public async Task Me_tells_whether_the_key_is_good(int status, KeyState expected)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Me, status == 200 ? Known : Unauthorized);

        (await scene.Client(WithKey).CheckKeyAsync(Scene.Cancelled)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_web_page_says_nothing_about_the_key()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Me, ScriptedAnswer.Html("<title>Maintenance</title>"));

        await Should.ThrowAsync<CivitaiUnavailableException>(() =>
            scene.Client(WithKey).CheckKeyAsync(Scene.Cancelled)
        );
    }

    [Fact]
    public async Task Without_a_key_a_key_is_missing()
    {
        await using var scene = await Scene.StartAsync(Unauthorized);

        var error = await scene.RefusedAsync<CivitaiUnauthorizedException>();

        error.Reason.ShouldBe(UnauthorizedReason.KeyMissing);
        scene.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_key_a_gated_file_requires_a_login()
    {
        await using var scene = await Scene.StartAsync(Login);

        (await scene.RefusedAsync<CivitaiUnauthorizedException>()).Reason.ShouldBe(UnauthorizedReason.LoginRequired);
    }

    [Fact]
    public async Task A_wrong_key_is_found_out_by_asking_me_once()
    {
        await using var scene = await Scene.StartAsync(Login);
        scene.Server.On(Me, Unauthorized);
        var client = scene.Client(WithKey);

        for (var count = 0; count < 3; count++)
        {
            var error = await Should.ThrowAsync<CivitaiUnauthorizedException>(() =>
                client.Models.GetJsonAsync(1, Scene.Cancelled)
            );
            error.Reason.ShouldBe(UnauthorizedReason.KeyRefused);
            error.Message.ShouldNotContain(Scene.Key);
        }

        scene.Server.Requests.Count(request => request.Path == Me).ShouldBe(1);
    }

    [Fact]
    public async Task A_good_key_that_may_not_is_told_apart()
    {
        await using var scene = await Scene.StartAsync(Unauthorized);
        scene.Server.On(Me, Known);

        var error = await scene.RefusedAsync<CivitaiUnauthorizedException>(WithKey);

        error.Reason.ShouldBe(UnauthorizedReason.NotAllowed);
    }

    [Fact]
    public async Task Disabled_downloads_are_nobodys_keys_fault()
    {
        await using var scene = await Scene.StartAsync(Disabled);
        scene.Server.On(Me, Unauthorized);

        (await scene.RefusedAsync<CivitaiDownloadDisabledException>(WithKey)).Message.ShouldContain("disabled");
    }

    [Fact]
    public async Task A_failing_check_does_not_hide_the_error()
    {
        await using var scene = await Scene.StartAsync(Unauthorized);
        scene.Server.On(Me, ScriptedAnswer.Text("", 503));

        (await scene.RefusedAsync<CivitaiUnauthorizedException>(WithKey)).Reason.ShouldBe(
            UnauthorizedReason.NotAllowed
        );
    }

    private static void WithKey(CivitaiOptions options) => options.ApiKey = Scene.Key;
}
