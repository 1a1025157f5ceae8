using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Errors;

/// <summary>Answers that repeat the key: no error shows it.</summary>
public sealed class RepeatedKeyTests
{
    /// <summary>Bodies that repeat the key; each is tried as a refusal and as an answer that cannot be read.</summary>
    public static TheoryData<string> Repeated =>
        new(
            $$"""{"error":"bad key {{Scene.Key}}"}""",
            $$"""{"error":"Authorization: Bearer {{Scene.Key}}"}""",
            $$"""{"token":"{{Scene.Key}}","error":"no {{Scene.Key.ToUpperInvariant()}}"}""",
            $$"""{"error":"/x?a=1\u0026token={{Scene.Key}}"}""",
            $"<title>{Scene.Key}</title>"
        );

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task A_key_that_a_refusal_repeats_is_not_shown(string body)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(body, 400));

        var error = await Should.ThrowAsync<CivitaiRequestException>(() =>
            scene.AskAsync(options => options.ApiKey = Scene.Key)
        );

        error.ToString().ShouldNotContain(Scene.Key, Case.Insensitive);
    }

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task A_key_in_an_answer_that_cannot_be_read_is_not_kept_for_the_log(string body)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(body + "}"));

        var error = await Should.ThrowAsync<CivitaiRequestException>(() =>
            scene.AskAsync(options => options.ApiKey = Scene.Key)
        );

        $"{error} {(error as CivitaiInvalidReplyException)?.Body}".ShouldNotContain(Scene.Key, Case.Insensitive);
    }

    [Fact]
    public async Task A_key_in_an_error_body_is_not_repeated()
    {
        var body = $$"""{"error":"no page at https://civitai.com/x?token={{Scene.Key}}&y=1"}""";
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(body, 404));

        (await scene.RefusedAsync<CivitaiNotFoundException>()).Message.ShouldContain("token=***&y=1");
    }
}
