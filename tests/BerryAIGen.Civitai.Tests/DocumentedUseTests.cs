using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests;

/// <summary>The documented use of the client, as printed in the description that it was built from.</summary>
public sealed class DocumentedUseTests
{
    [Fact]
    public void A_client_is_created_without_arguments()
    {
        using var client = new CivitaiClient();

        client.BaseUrl.ShouldBe("https://civitai.com/api/v1");
    }

    [Fact]
    public async Task Models_and_light_models_are_searched_with_the_same_parameters()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/models", ScriptedAnswer.Json("""{"items":[{"id":1,"name":"Berry"}],"metadata":{}}"""));
        var client = scene.Client();
        var searchParams = new ModelSearchParameters
        {
            ModelType = ModelType.Checkpoint,
            SortOrder = SortOrder.MostDownloaded,
            Limit = 20,
            Query = "realistic",
        };

        Results<Model>? results = await client.GetModelsAsync(searchParams, CancellationToken.None);
        Results<LiteModel>? lite = await client.GetLiteModelsAsync(searchParams, CancellationToken.None);
        Results<Model>? again = await client.GetModels($"{client.BaseUrl}/models?limit=1", CancellationToken.None);
        Results<LiteModel>? lightAgain = await client.GetLiteModels("models?limit=1", CancellationToken.None);

        results!.Items[0].Name.ShouldBe("Berry");
        lite!.Items[0].Name.ShouldBe("Berry");
        again!.Items.Count.ShouldBe(1);
        lightAgain!.Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_is_found_by_hash()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/model-versions/by-hash/ABC123DEF456", ScriptedAnswer.Json("""{"id":2}"""));
        var client = scene.Client();

        var modelVersion = await client.GetModelVersionsByHashAsync("abc123def456", CancellationToken.None);

        modelVersion.ShouldBeOfType<ModelVersion2>().Id.ShouldBe(2);
    }

    [Fact]
    public async Task An_error_tells_its_message_and_status()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/models", ScriptedAnswer.Json("""{"message":"User not found"}""", 404));
        var said = new List<string>();

        try
        {
            await scene.Client().GetModelsAsync(new ModelSearchParameters(), CancellationToken.None);
        }
        catch (CivitaiRequestException ex)
        {
            said.Add($"Civitai API Error: {ex.Message}");
            said.Add($"Status Code: {ex.StatusCode}");
        }

        said[1].ShouldBe("Status Code: NotFound");
    }

    [Fact]
    public void Every_parameter_of_the_description_exists()
    {
        var parameters = new ModelSearchParameters
        {
            Tag = "anime",
            Favorite = true,
            Page = 2,
            Limit = 5,
        };

        parameters.ToPath().ShouldBe("models?limit=5&tag=anime&favorites=true&page=2");
    }
}
