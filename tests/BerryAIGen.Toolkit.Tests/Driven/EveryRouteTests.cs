using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>No breadth in stubs: what the running server offers, a test has used with success through the real process.</summary>
[Collection(RunsLast.Name)]
public sealed class EveryRouteTests(SharedToolkit toolkit) : IClassFixture<SharedToolkit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_running_server_was_driven_by_a_test()
    {
        // Before this class asks anything itself.
        var driven = RequestLogs.Driven();
        var routes = await ReadRoutesAsync();
        Assert.SkipWhen(
            Environment.GetCommandLineArgs().Any(word => word.StartsWith("--filter", StringComparison.Ordinal)),
            "Only a run of all tests can tell."
        );
        var missing = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "not-yet.md"), Stop);

        var untouched = routes
            .Where(route => !driven.Contains(route))
            .Where(route => !missing.Contains($"`{route}`", StringComparison.Ordinal));

        untouched.ShouldBeEmpty("A test must use each with success, or docs/not-yet.md must name it.");
        routes.Length.ShouldBeGreaterThan(4);
    }

    private async Task<string[]> ReadRoutesAsync()
    {
        var document = JsonNode.Parse(await toolkit.Http.GetStringAsync("/openapi/v1.json", Stop))!;
        return
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key.ToUpperInvariant()} {path.Key}")),
        ];
    }
}
