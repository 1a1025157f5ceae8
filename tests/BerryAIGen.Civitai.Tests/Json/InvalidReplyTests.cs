using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Json;

public sealed class InvalidReplyTests
{
    [Theory]
    [InlineData("""{"id":{"odd":true}}""", "$.id")]
    [InlineData("""{"name":"no number"}""", "$.id")]
    [InlineData("""[{"id":1}]""", "$")]
    public async Task An_answer_that_cannot_be_read_names_the_member(string json, string field)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(json));

        var error = await Should.ThrowAsync<CivitaiInvalidReplyException>(() =>
            scene.Client().Models.GetAsync(1, Scene.Cancelled)
        );

        error.Field.ShouldBe(field);
        error.Body.ShouldBe(json);
        error.Message.ShouldContain(field);
    }
}
