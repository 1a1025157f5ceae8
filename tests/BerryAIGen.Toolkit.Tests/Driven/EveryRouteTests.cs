using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>
/// No breadth in stubs: of every route that the server offers, a test has shown through the real process what it answers
/// or changes (<see cref="Proven"/>), and the server's own request log says that this test reached that route.
/// </summary>
[Collection(RunsLast.Name)]
public sealed class EveryRouteTests
{
    // Questions that are too long for an address: they change nothing.
    private static readonly string[] Questions =
    [
        "POST /api/generation/compile",
        "POST /api/generation/form",
        "POST /api/generation/remix",
        "POST /api/generation/quote",
        "POST /api/generation/resources/check",
        "POST /api/graphs/models",
        "POST /api/models/plan",
        "POST /api/models/resolve",
        "POST /api/pictures/read",
        "POST /api/providers/compatibility/check",
        // What it forgets is made anew by the next question: nobody sees a difference.
        "POST /api/providers/compatibility/cache/clear",
        "POST /api/v1/model-versions/by-hash",
        "POST /api/v1/model-versions/by-hash/ids",
    ];

    // What these do is to refuse, so that no request of theirs ends well.
    private static readonly string[] Refusals = ["GET /v2/consumer/blobs/blocked/{token}"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_every_route_a_test_has_shown_what_it_does()
    {
        Assert.SkipWhen(
            Environment.GetCommandLineArgs().Any(word => word.StartsWith("--filter", StringComparison.Ordinal))
                && Environment.GetEnvironmentVariable("BERRY_TEST_ALL_DRIVEN") is null,
            "Only a run of all tests can tell."
        );
        var served = RequestLogs.Routes();
        var shown = Shown(served);
        var routes = await ReadRoutesAsync();

        routes.Length.ShouldBeGreaterThan(90);
        routes
            .Where(route =>
                Refusals.Contains(route)
                    ? !Proven.All.Any(proof => proof.Route == route)
                    : !shown.Contains((route, IsChange(route)))
            )
            .ShouldBeEmpty(
                "A test must show what each answers (Proven.Tells), or what each changes (Proven.ChangesAsync)."
            );
        Constant([.. routes.Where(route => !IsChange(route))], served)
            .ShouldBeEmpty(
                "What is shown holds of each answer: show another one (unlike), or say why there is none (constant)."
            );
    }

    [Fact]
    public async Task A_proof_that_nothing_needs_to_be_done_for_is_refused()
    {
        var told = JsonNode.Parse("""{"a":{"b":1},"words":["x"],"on":true,"name":"n"}""");
        Refused(() => Proven.Tells("GET /nothing", "{\"a\":1}", text => text.ShouldNotBeNull()));
        Refused(() => Proven.Tells("GET /nothing", told, _ => { }));
        Refused(() => Proven.Tells("GET /nothing", told, answer => answer["a"]["b"].ShouldNotBeNull()));
        Refused(() => Proven.Tells("GET /nothing", told, answer => answer["a"]["b"].GetValue<int>()));
        Refused(() => Proven.Tells("GET /nothing", told, answer => answer["words"].AsArray().ShouldNotBeNull()));
        Refused(() => Proven.Tells("GET /nothing", told, answer => answer["on"].ToString().ShouldBe("true"), told));
        // Neither that it breaks where there is nothing.
        Should.Throw<InvalidOperationException>(() =>
            Proven.Tells("GET /nothing", told, answer => answer["words"].AsArray().Single().ToString().ShouldBe("x"))
        );
        await Assert.ThrowsAsync<ShouldAssertException>(() =>
            Proven.ChangesAsync("POST /nothing", () => Task.FromResult(1), () => { })
        );
        await Assert.ThrowsAsync<FileNotFoundException>(() =>
            Proven.ChangesAsync("POST /nothing", () => Task.FromResult(1), () => File.ReadAllText("/nothing"))
        );
        Proven.All.ShouldNotContain(proof => proof.Route.EndsWith("/nothing", StringComparison.Ordinal));
        static void Refused(Action proof) => Should.Throw<ShouldAssertException>(proof);
    }

    // Of which all that was shown would have been told to any question.
    private static IEnumerable<string> Constant(
        IReadOnlyCollection<string> routes,
        ILookup<(string Method, string Path), string> served
    )
    {
        var answers = Recorded
            .All.Where(asked => asked.Answer is not null)
            .SelectMany(asked => served[(asked.Method, asked.Path)].Select(route => (route, asked.Answer)))
            .Distinct()
            .ToLookup(row => row.route, row => row.Answer!);
        return routes.Where(route =>
            !Proven.All.Any(proof =>
                proof.Route == route && (proof.IsChange || proof.IsApart || answers[route].Any(proof.FailsOn))
            )
        );
    }

    // A change that is only told in the answer is not shown.
    private static HashSet<(string, bool)> Shown(ILookup<(string Method, string Path), string> routes)
    {
        var reached = Recorded
            .All.SelectMany(asked => routes[(asked.Method, asked.Path)].Select(route => (asked.Test, Route: route)))
            .ToHashSet();
        return
        [
            .. Proven
                .All.Where(proof => reached.Contains((proof.Test, proof.Route)))
                .SelectMany(proof =>
                    proof.IsChange ? [(proof.Route, true), (proof.Route, false)] : new[] { (proof.Route, false) }
                ),
        ];
    }

    private static bool IsChange(string route) =>
        !route.StartsWith("GET ", StringComparison.Ordinal)
        && !route.StartsWith("HEAD ", StringComparison.Ordinal)
        && !Questions.Contains(route);

    // Also those that the description leaves out, the page that shows it, and the web page: neither is found by an endpoint of its own.
    private static async Task<string[]> ReadRoutesAsync()
    {
        var options = new ToolkitOptions
        {
            Database = Path.Combine(Path.GetTempPath(), "never-opened.db"),
            Library = new LibraryEnvironment(_ => null).ToOptions(),
            OnlyDescribes = true,
        };
        await using var app = await ToolkitServer.BuildAsync(options);
        await app.StartAsync(Stop);
        return
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(
                    one => one.Metadata.OfType<HttpMethodMetadata>().SelectMany(verbs => verbs.HttpMethods),
                    (one, verb) => $"{verb} {RouteName.Of(one)}"
                )
                .Concat(["GET /docs/index.html", "GET /", "GET /{file}"])
                .Distinct(),
        ];
    }
}
