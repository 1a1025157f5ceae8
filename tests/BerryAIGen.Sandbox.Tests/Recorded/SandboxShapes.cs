using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Recorded;

/// <summary>The shapes of everything that a Sandbox sends, route by route.</summary>
public sealed class SandboxShapes : SandboxFixture, IAsyncLifetime
{
    private readonly Dictionary<string, JsonShape> byRoute = [];

    internal JsonShape this[string route] => byRoute[route];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        using var client = new SandboxClient(Server);
        await PagesAsync(client, "models-list", "api/v1/models?limit=40&nsfw=true");
        await PagesAsync(client, "models-list", "api/v1/models?limit=40&nsfw=true&archived=true");
        Add("models-list", await client.JsonAsync("api/v1/models?limit=5&page=1"));
        foreach (var model in Server.Catalogue.Models)
        {
            if (await SuccessAsync(client, $"api/v1/models/{model.Id}") is { } answer)
                Add("model-get", answer);
        }

        foreach (var version in Server.Catalogue.Models.SelectMany(model => model.Versions))
        {
            if (await SuccessAsync(client, $"api/v1/model-versions/{version.Id}") is { } answer)
                Add("model-version-get", answer);
        }

        await PagesAsync(client, "images-list", "api/v1/images?limit=200&browsingLevel=31&withMeta=true");
        await PagesAsync(client, "images-list", "api/v1/images?limit=200&modelId=257749");
        Add("images-list", await client.JsonAsync("api/v1/images?limit=5&page=1"));
        Add("creators-list", await client.JsonAsync("api/v1/creators?limit=3"));
        Add("creators-list", await client.JsonAsync("api/v1/creators?limit=3&page=4"));
        Add("enums-get", await client.JsonAsync("api/v1/enums"));
    }

    private async Task PagesAsync(SandboxClient client, string route, string address)
    {
        for (string? next = address; next is not null; )
        {
            var page = await client.JsonAsync(next);
            Add(route, page);
            next = page["metadata"]!["nextPage"]?.GetValue<string>();
        }
    }

    private void Add(string route, JsonNode answer)
    {
        if (!byRoute.TryGetValue(route, out var shape))
            byRoute[route] = shape = new JsonShape([.. Eras.All.Opaque]);
        shape.Add(answer);
    }

    private static async Task<JsonNode?> SuccessAsync(SandboxClient client, string address)
    {
        using var response = await client.GetAsync(address);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            : null;
    }
}
