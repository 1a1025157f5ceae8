using System.Text.Json.Nodes;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>A server of one test whose models lie in <c>models</c> of its home.</summary>
internal sealed class CatalogToolkit(RunningToolkit toolkit) : IAsyncDisposable
{
    /// <summary>The smallest picture: the head of a PNG.</summary>
    public static readonly byte[] Picture = Convert.FromHexString(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    );

    public RunningToolkit Toolkit => toolkit;

    public TemporaryFolder Home => toolkit.Home;

    public HttpClient Http => toolkit.Http;

    public string Models => toolkit.Path("models");

    public static async Task<CatalogToolkit> StartAsync(params (string Name, string Value)[] environment)
    {
        var home = new TemporaryFolder();
        Directory.CreateDirectory(home.Combine("models"));
        return new(await RunningToolkit.StartAsync(home, environment.ToDictionary(row => row.Name, row => row.Value)));
    }

    /// <summary>The body, whatever the status is; so do all of these.</summary>
    public Task<JsonNode> GetAsync(string path) => toolkit.BodyAsync("GET", path);

    public Task<JsonNode> PostAsync(string path, string body = "{}") => toolkit.BodyAsync("POST", path, body);

    public Task<JsonNode> SendAsync(HttpMethod method, string path, string body) =>
        toolkit.BodyAsync(method.Method, path, body);

    /// <summary>Imports the file of a form.</summary>
    public async Task<JsonNode> SendFormAsync(MultipartFormDataContent form) =>
        (await toolkit.SendAsync("POST", "/api/models/import", form)).Body;

    /// <summary>All models of the library that are here, or were.</summary>
    public async Task<IReadOnlyList<JsonNode>> ModelsAsync() => Here(await GetAsync("/api/models/library"));

    /// <summary>Waits until a question about the models is answered with yes.</summary>
    public Task EventuallyAsync(Func<IReadOnlyList<JsonNode>, bool> isSo) =>
        toolkit.WaitAsync("/api/models/library", answer => isSo(Here(answer)));

    /// <summary>As if Civitai had said how mature a model's picture is.</summary>
    public Task RateAsync(string id, long level) =>
        toolkit.WriteAsync(context =>
        {
            var facts = $$"""{"site":{"picture_level":{{level}},"nsfw_level":{{level}} } }""";
            if (context.GenerationCoverage.FirstOrDefault(row => row.Id == id) is { } known)
                known.Facts = facts;
            else
                context.GenerationCoverage.Add(
                    new GenerationCoverageRow
                    {
                        Id = id,
                        Verdict = "{}",
                        Facts = facts,
                    }
                );
        });

    /// <summary>Waits until the table of coverage says that a model generates at home; nobody is asked.</summary>
    public async Task EvaluatedAsync(string id)
    {
        var isSo = false;
        await toolkit.WithDatabaseAsync(database =>
            Eventually.TrueAsync(
                () =>
                {
                    using var context = database.CreateContext();
                    return isSo = context.GenerationCoverage.Any(row => row.Id == id && row.AtHome);
                },
                TestContext.Current.CancellationToken
            )
        );
        isSo.ShouldBeTrue(id);
    }

    public ValueTask DisposeAsync() => toolkit.DisposeAsync();

    private static IReadOnlyList<JsonNode> Here(JsonNode library) =>
        [.. library["models"]!.AsArray().Where(model => model!["local_path"] is not null).Select(model => model!)];
}
