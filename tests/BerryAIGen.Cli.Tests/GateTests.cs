using System.Text.Json.Nodes;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Gates of generation, as who sits at the server sets them.</summary>
public sealed class GateTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task A_gate_is_set_listed_and_removed()
    {
        _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;
        var database = _home.PathOf("gates.db");

        var set = await _home.RunAsync(
            "gates",
            "set",
            "krea-testers",
            "--audience",
            "testers",
            "--presentation",
            "hidden",
            "--message",
            "Soon.",
            "--ecosystems",
            "Krea2,SDXL",
            "--workflows",
            "txt2img:draft",
            "--versions",
            "12,13",
            "--database",
            database
        );
        var listed = await _home.RunAsync("gates", "list", "--database", database, "--json");
        var removed = await _home.RunAsync("gates", "remove", "krea-testers", "--database", database);
        var again = await _home.RunAsync("gates", "remove", "krea-testers", "--database", database);

        set.ShouldExit(0).Output.ShouldContain("krea-testers  hidden for all but testers  krea2, sdxl");
        var gate = JsonNode.Parse(listed.ShouldExit(0).Output)!["gates"]![0]!;
        (gate["presentation"]!.ToString(), gate["message"]!.ToString()).ShouldBe(("hidden", "Soon."));
        gate["versions"]!.ToJsonString().ShouldBe("[12,13]");
        gate["workflows"]!.ToJsonString().ShouldBe("[\"txt2img:draft\"]");
        removed.ShouldExit(0);
        again.ShouldExit(1).Error.ShouldContain("There is no gate \"krea-testers\"");
    }

    [Theory]
    [InlineData("--audience", "friends", "nobody, moderators, testers or members, not \"friends\"")]
    [InlineData("--versions", "x", "not \"x\"")]
    [InlineData("--ecosystems", "Narnia", "\"Narnia\"")]
    public async Task A_wrong_word_is_told(string option, string word, string told)
    {
        _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;
        string[] rest = option == "--audience" ? [] : ["--audience", "nobody"];

        var run = await _home.RunAsync(["gates", "set", "g", option, word, .. rest]);

        run.ShouldExit(2).Error.ShouldContain(told);
    }

    [Fact]
    public async Task Ecosystems_bear_a_badge_until_that_is_taken_back()
    {
        _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;
        string[] words = ["gates", "experimental", "--database", _home.PathOf("gates.db")];

        var usual = (await _home.RunAsync(words)).ShouldExit(0).Output;
        var set = await _home.RunAsync([.. words, "--json", "Krea2", "SDXL"]);
        var wrong = await _home.RunAsync([.. words, "Narnia"]);
        var shown = await _home.RunAsync(words);
        var reset = await _home.RunAsync([.. words, "--reset"]);

        JsonNode.Parse(set.ShouldExit(0).Output)!["experimental"]!.ToJsonString().ShouldBe("[\"krea2\",\"sdxl\"]");
        wrong.ShouldExit(2).Error.ShouldContain("\"Narnia\"");
        shown.ShouldExit(0).Output.ShouldBe("krea2\nsdxl\n");
        reset.ShouldExit(0).Output.ShouldBe(usual);
    }

    public void Dispose() => _home.Dispose();
}
