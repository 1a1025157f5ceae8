using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Versions;

public sealed class HashRuleTests
{
    [Theory]
    [InlineData("67ab2fd8ec")]
    [InlineData(" 67AB2FD8EC\n")]
    public async Task A_hash_is_read_as_references_are(string text)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/model-versions/by-hash/67AB2FD8EC", ScriptedAnswer.Json("""{"id":1}"""));

        (await scene.Client().Versions.GetByHashAsync(text, Scene.Cancelled)).Id.ShouldBe(1);
        ModelHash.TryParse(text, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("67ab2fd8e")]
    [InlineData("67ab2fd8eg")]
    public async Task Other_lengths_and_letters_are_refused_before_anything_is_asked(string? text)
    {
        await using var scene = await Scene.StartAsync();
        var versions = scene.Client().Versions;

        await Should.ThrowAsync<ArgumentException>(() => versions.GetByHashAsync(text!, Scene.Cancelled));
        await Should.ThrowAsync<ArgumentException>(() => versions.FindByHashesAsync([text!], Scene.Cancelled));
        await Should.ThrowAsync<ArgumentException>(() => versions.FindIdsByHashesAsync([text!], Scene.Cancelled));

        scene.Server.Requests.ShouldBeEmpty();
    }
}
