using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Hosting;
using BerryAIGen.Toolkit.Tests.Driven;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BerryAIGen.Toolkit.Tests;

public sealed class OpenApiTests(SharedToolkit toolkit) : IClassFixture<SharedToolkit>
{
    // Shown by the description page, no part of what it describes.
    private const string Itself = "/openapi/{documentName}.json";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_description_in_the_repository_is_what_the_server_serves()
    {
        var served = await ReadAsync();

        var kept = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "openapi.json"), Stop)
        )!;

        Proven.Tells(
            "GET /openapi/{documentName}.json",
            served,
            told =>
                told["paths"]
                    ["/api/models/library"]["get"]["responses"]["default"]["content"]["application/json"]["schema"][
                        "$ref"
                    ]
                    .ToString()
                    .ShouldBe("#/components/schemas/ErrorDocument"),
            constant: "It describes the program, and nothing of anybody's library."
        );
        Leaves(served)
            .Except(Leaves(kept))
            .Concat(Leaves(kept).Except(Leaves(served)))
            .ShouldBeEmpty("Look at the change and keep it: cp artifacts/openapi/openapi.json docs/openapi.json");
    }

    [Fact]
    public async Task It_is_of_version_3_1_and_says_of_each_endpoint_what_it_does_and_how_it_fails()
    {
        var document = await ReadAsync();

        document["openapi"]!.ToString().ShouldStartWith("3.1");
        document["servers"].ShouldBeNull();
        foreach (var (name, operation) in Operations(document))
        {
            operation["summary"]?.ToString().ShouldNotBeNullOrWhiteSpace(name);
            operation["tags"].ShouldNotBeNull(name).AsArray().Count.ShouldBe(1, name);
            operation["responses"]!["default"]!["content"]!["application/json"]!["schema"]!["$ref"]!
                .ToString()
                .ShouldBe("#/components/schemas/ErrorDocument", name);
        }

        Operations(document).Select(one => one.Operation["operationId"]!.ToString()).ShouldBeUnique();
    }

    [Fact]
    public async Task Names_in_it_are_those_of_the_bodies()
    {
        var schemas = (await ReadAsync())["components"]!["schemas"]!.AsObject();

        schemas["LibraryDocument"]!["properties"]!["total_count"]!["type"]!.ToString().ShouldBe("integer");
        schemas
            .SelectMany(schema => schema.Value!["properties"]?.AsObject().Select(one => one.Key) ?? [])
            .ShouldAllBe(name => !name.Any(char.IsAsciiLetterUpper));
    }

    [Fact]
    public void No_two_bodies_share_a_name() =>
        // Schemas are named by their type alone; two of one name would be described as one.
        typeof(ToolkitServer)
            .Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("BerryAIGen.Toolkit.Api", StringComparison.Ordinal) == true)
            .Where(type => !type.IsNested && type.Name.EndsWith("Document", StringComparison.Ordinal))
            .Select(type => type.Name)
            .ShouldBeUnique();

    [Fact]
    public async Task Nothing_is_served_that_is_not_described()
    {
        var options = new ToolkitOptions
        {
            Database = Path.Combine(Path.GetTempPath(), "never-opened.db"),
            Library = new LibraryEnvironment(_ => null).ToOptions(),
            OnlyDescribes = true,
        };
        await using var app = await ToolkitServer.BuildAsync(options);
        await app.StartAsync(Stop);

        var served = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(one => one.Metadata.OfType<HttpMethodMetadata>().SelectMany(Verbs), Describe)
            .Distinct();

        served.ShouldBe(
            Operations(await ReadAsync()).Select(one => one.Name).Append($"GET {Itself}"),
            ignoreOrder: true
        );
        File.Exists(options.Database).ShouldBeFalse();
        static IEnumerable<string> Verbs(HttpMethodMetadata methods) =>
            methods.HttpMethods.Where(verb => verb != "HEAD");
        static string Describe(RouteEndpoint one, string verb) => $"{verb} {RouteName.Of(one)}";
    }

    [Fact]
    public async Task A_page_shows_it()
    {
        var page = await toolkit.Http.GetStringAsync("/docs/index.html", Stop);
        var script = await toolkit.Http.GetStringAsync("/docs/index.js", Stop);

        Proven.Tells(
            "GET /docs/index.html",
            page,
            told => told.ShouldContain("swagger-ui"),
            constant: "A page of the program."
        );
        script.ShouldContain("/openapi/v1.json");
    }

    private async Task<JsonNode> ReadAsync() =>
        JsonNode.Parse(await toolkit.Http.GetStringAsync("/openapi/v1.json", Stop))!;

    private static IEnumerable<(string Name, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!
            .AsObject()
            .SelectMany(path =>
                path.Value!.AsObject().Select(verb => ($"{verb.Key.ToUpperInvariant()} {path.Key}", verb.Value!))
            );

    // Each value with its place, so that a difference is told in a few lines.
    private static IEnumerable<string> Leaves(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: > 0 } inner => inner.SelectMany(one => Leaves(one.Value)),
            JsonArray { Count: > 0 } inner => inner.SelectMany(Leaves),
            null => ["null"],
            _ => [$"{node.GetPath()} = {node.ToJsonString()}"],
        };
}
