using BerryAIGen.Testing.Expectations;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>The server with <c>--mirror</c> in front of the Sandbox: the same expectations as of any server of Civitai's API.</summary>
public sealed class SiteMirrorTests(MirroringToolkit mirroring) : IClassFixture<MirroringToolkit>
{
    // Routes that the library has; the others (images, people, articles …) are not about models that are here.
    private static readonly string[] Here = ["/api/v1/models", "/api/v1/model-versions", "/api/download/models"];

    // What a library on one's own machine does otherwise, by its reason.
    private static readonly Dictionary<string, string> Otherwise = new(StringComparer.Ordinal)
    {
        ["Access-Control"] = "pages of other sites read nothing here unless a person allows them (--allow-origin)",
        ["key"] = "there are no accounts of Civitai here, and no session",
        ["mini"] = "not offered",
        ["a version without files is missing one"] = "what Civitai refuses is not here",
        ["a search finds by tag and type"] = "a list is of what is here, not of all that Civitai has",
        ["the cursor of a search is an offset"] = "a list is of what is here, not of all that Civitai has",
        ["a blocked tag gives an empty page"] = "no tag is blocked on one's own machine",
        ["an archived model is gone"] = "a file that is not here is Civitai's to give or refuse",
        ["a browser is sent to the login page"] = "a file that is not here is Civitai's to give or refuse",
        ["a component comes from the linked version"] = "the library knows no links between versions",
    };

    public static TheoryData<string> Names =>
        [.. ExpectationFile.All.Where(one => IsHere(one) && ReasonAgainst(one) is null).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_library_does_what_is_expected(string name)
    {
        var faults = await ExpectationCheck.RunAsync(
            mirroring.Client,
            ExpectationFile.Get(name),
            TestContext.Current.CancellationToken
        );

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_miss_is_fetched_once_and_kept()
    {
        var stop = TestContext.Current.CancellationToken;
        var first = await mirroring.Client.GetStringAsync("/api/v1/models/128713", stop);
        var asked = mirroring.Asked("/api/v1/models/128713");

        var second = await mirroring.Client.GetStringAsync("/api/v1/models/128713", stop);

        asked.ShouldBe(1);
        mirroring.Asked("/api/v1/models/128713").ShouldBe(1);
        second.ShouldBe(first);
        first.ShouldContain($"{mirroring.Client.BaseAddress}api/download/models/");
    }

    private static bool IsHere(Expectation one) =>
        Here.Any(path =>
            one.Request.Path == path
            || one.Request.Path.StartsWith(path + "/", StringComparison.Ordinal)
            || one.Request.Path.StartsWith(path + "?", StringComparison.Ordinal)
        );

    private static string? ReasonAgainst(Expectation one)
    {
        if (one.Headers?.Keys.Any(name => name.StartsWith("Access-Control", StringComparison.Ordinal)) == true)
            return Otherwise["Access-Control"];
        if (one.Request.Key is not null || one.Request.Path.Contains("token=sandbox", StringComparison.Ordinal))
            return Otherwise["key"];
        if (one.Request.Path.Contains("/mini/", StringComparison.Ordinal))
            return Otherwise["mini"];
        return Otherwise.GetValueOrDefault(one.Name);
    }
}
