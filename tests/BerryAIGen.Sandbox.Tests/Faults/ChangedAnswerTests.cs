using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Sandbox.Tests.Faults;

public sealed class ChangedAnswerTests : FaultyServerTest
{
    [Fact]
    public async Task Control_bytes_break_the_json()
    {
        Server.Faults.Add(new Fault { Changes = AnswerChanges.ControlBytes });

        var text = await Client.TextAsync(Model);

        text.ShouldContain('\u0003');
        Should.Throw<JsonException>(() => JsonNode.Parse(text));
    }

    [Theory]
    [InlineData(AnswerChanges.WrongHashes, "modelVersions[0].files[0].hashes.SHA256")]
    [InlineData(AnswerChanges.NoHashes, "modelVersions[0].files[0].hashes")]
    [InlineData(AnswerChanges.WrongSizes, "modelVersions[0].files[0].sizeKB")]
    [InlineData(AnswerChanges.NullStats, "stats.downloadCount")]
    [InlineData(AnswerChanges.OldShapes, "allowCommercialUse")]
    [InlineData(AnswerChanges.HostileNames, "modelVersions[0].files[0].name")]
    [InlineData(AnswerChanges.NumericNames, "creator.username")]
    [InlineData(AnswerChanges.NoVersions, "modelVersions")]
    public async Task An_answer_is_changed_where_it_should_be(AnswerChanges changes, string path)
    {
        var right = At(await Client.JsonAsync(Model), path);
        Server.Faults.Add(new Fault { Changes = changes });

        var wrong = At(await Client.JsonAsync(Model), path);

        JsonNode.DeepEquals(wrong, right).ShouldBeFalse();
    }

    [Fact]
    public async Task Lists_repeat_and_forget_items()
    {
        Server.Faults.Add(new Fault { Times = 1, Changes = AnswerChanges.DuplicateItems });
        Server.Faults.Add(new Fault { Times = 1, Changes = AnswerChanges.EmptyPage });

        var doubled = await Client.JsonAsync("api/v1/models?limit=2");
        var emptied = await Client.JsonAsync("api/v1/models?limit=2");

        doubled["items"]!.AsArray().Count.ShouldBe(3);
        emptied["items"]!.AsArray().Count.ShouldBe(0);
        emptied["metadata"]!["nextCursor"].ShouldNotBeNull();
    }

    private static JsonNode? At(JsonNode root, string path) =>
        path.Replace("[0]", ".0", StringComparison.Ordinal)
            .Split('.')
            .Aggregate((JsonNode?)root, (node, step) => step == "0" ? node?[0] : node?[step]);
}
