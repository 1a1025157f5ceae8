using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Transport;

/// <summary>Addresses that a caller hands over, usually a next page.</summary>
public sealed class GivenAddressTests
{
    [Theory]
    [InlineData("models?limit=1")]
    [InlineData("/models?limit=1")]
    [InlineData("/api/v1/models?limit=1")]
    [InlineData("{site}api/v1/models?limit=1")]
    [InlineData("models?limit=1&token=secret")]
    public async Task All_forms_of_an_address_lead_to_the_same_page(string url)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/models", ScriptedAnswer.Json("""{"items":[{"id":5}]}"""));

        var page = await scene.Client().GetModels(url.Replace("{site}", scene.Server.Url.AbsoluteUri), Scene.Cancelled);

        page!.Items[0].Id.ShouldBe(5);
        scene.Server.Requests.ShouldHaveSingleItem().Path.ShouldBe("/api/v1/models?limit=1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("https://")]
    [InlineData("https://other.example/api/v1/models")]
    [InlineData("ftp://civitai.com/api/v1/models")]
    [InlineData("http://civitai.com/api/v1/models")]
    [InlineData("file:///api/v1/models")]
    public async Task Anything_else_is_the_callers_mistake(string? url)
    {
        await using var scene = await Scene.StartAsync();
        var client = scene.Client();

        await Should.ThrowAsync<ArgumentException>(() => client.GetModels(url!, Scene.Cancelled));
        await Should.ThrowAsync<ArgumentException>(() => client.GetLiteModels(url!, Scene.Cancelled));

        scene.Server.Requests.ShouldBeEmpty();
    }
}
