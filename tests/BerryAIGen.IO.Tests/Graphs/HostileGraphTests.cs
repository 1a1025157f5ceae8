using System.Text;
using BerryAIGen.IO.Graphs;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Graphs;

/// <summary>Broken, deep, circular and huge workflows break a named rule or are read; nothing hangs or runs full.</summary>
public sealed class HostileGraphTests
{
    private const long MostBytes = 256 << 20;

    [Theory]
    [InlineData("", "NotJson")]
    [InlineData("{", "NotJson")]
    [InlineData("PK\u0003\u0004", "NotJson")]
    [InlineData("<!DOCTYPE html>", "NotJson")]
    [InlineData("""{"nodes": [NaN, """, "NotJson")]
    [InlineData("[]", "NotAGraph")]
    [InlineData("null", "NotAGraph")]
    [InlineData("{}", "NotAGraph")]
    [InlineData("""{ "nodes": {} }""", "NotAGraph")]
    [InlineData(
        """{ "workflow": { "workflow": { "workflow": { "workflow": { "workflow": { "nodes": [] } } } } } }""",
        "NotAGraph"
    )]
    public void What_is_no_graph_is_told(string text, string rule)
    {
        var reading = GraphReader.Read(Encoding.UTF8.GetBytes(text));

        reading.IsValid.ShouldBeFalse();
        reading.Error!.Rule.ShouldBe(rule);
        reading.Error.Message.ShouldEndWith(".");
    }

    [Fact]
    public void A_graph_that_is_nested_too_deep_is_refused() =>
        Rule($$"""{ "nodes": [{{new string('[', 5000)}}{{new string(']', 5000)}}] }""").ShouldBe("TooDeep");

    [Fact]
    public void A_subgraph_that_holds_itself_is_refused() =>
        Rule(
                """
                { "nodes": [{ "id": 1, "type": "a" }], "definitions": { "subgraphs": [
                  { "id": "a", "name": "A", "nodes": [{ "id": 1, "type": "b" }] },
                  { "id": "b", "name": "B", "nodes": [{ "id": 1, "type": "a" }] }] } }
                """
            )
            .ShouldBe("Cycle");

    [Fact]
    public void Subgraphs_that_double_at_each_level_are_refused()
    {
        var levels = string.Join(
            ',',
            Enumerable
                .Range(0, 30)
                .Select(level =>
                    $$"""{ "id": "s{{level}}", "nodes": [{ "id": 1, "type": "s{{level + 1}}" }, { "id": 2, "type": "s{{level + 1}}" }] }"""
                )
        );

        Rule($$"""{ "nodes": [{ "id": 1, "type": "s0" }], "definitions": { "subgraphs": [{{levels}}] } }""")
            .ShouldBe("TooManyNodes");
    }

    [Fact]
    public void Subgraphs_in_subgraphs_without_end_are_refused()
    {
        var levels = string.Join(
            ',',
            Enumerable
                .Range(0, 60)
                .Select(level => $$"""{ "id": "s{{level}}", "nodes": [{ "id": 1, "type": "s{{level + 1}}" }] }""")
        );

        Rule($$"""{ "nodes": [{ "id": 1, "type": "s0" }], "definitions": { "subgraphs": [{{levels}}] } }""")
            .ShouldBe("TooDeep");
    }

    [Fact]
    public void A_link_that_goes_round_in_a_circle_leads_nowhere()
    {
        var graph = GraphReaderTests.Read(
            """
            { "nodes": [
                { "id": 1, "type": "pass", "inputs": [{ "name": "x", "link": 1 }] },
                { "id": 2, "type": "End", "inputs": [{ "name": "y", "link": 2 }] }],
              "links": [[1, 1, 0, 1, 0, "*"], [2, 1, 0, 2, 0, "*"]],
              "definitions": { "subgraphs": [{ "id": "pass", "inputs": [{ "name": "x" }], "outputs": [{}],
                "nodes": [], "links": [{ "id": 1, "origin_id": -10, "origin_slot": 0, "target_id": -20, "target_slot": 0 }] }] } }
            """
        );

        graph.Find("2")!.Find("y")!.Link.ShouldBeNull();
    }

    [Fact]
    public void Nodes_in_a_circle_are_only_nodes()
    {
        var graph = GraphReaderTests.Read(
            """{ "1": { "class_type": "A", "inputs": { "x": ["2", 0] } }, "2": { "class_type": "B", "inputs": { "x": ["1", 0] } } }"""
        );

        graph.Origin(graph.Origin(graph.Find("1")!.Find("x"))!.Find("x"))!.Id.ShouldBe("1");
    }

    [Theory]
    [InlineData(
        """{ "nodes": [1, null, "x", [], { "id": {} }, { "type": 5 }, { "type": "N", "id": null, "mode": "x", "inputs": 7, "widgets_values": 3 }], "links": [1, [], [1,2], {}], "definitions": [], "extra": 5 }"""
    )]
    [InlineData(
        """{ "nodes": [{ "type": "N", "inputs": [5, { "name": 3, "link": {} }, { "widget": [] }], "properties": 4 }], "definitions": { "subgraphs": [1, { "id": 3, "nodes": 4 }] } }"""
    )]
    public void Members_of_another_kind_than_expected_are_nothing(string text) =>
        GraphReaderTests.Read(text).Nodes.ShouldHaveSingleItem().Type.ShouldBe("N");

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_mark_for_it() =>
        GraphReaderTests
            .Read("""{ "nodes": [{ "id": 1, "type": "N" }, { "id": 2, "type": "a\ud800" }] }""")
            .Nodes.Select(node => node.Type)
            .ShouldBe(["N", "a\ufffd"]);

    [Fact]
    public void Twenty_megabytes_are_read_within_bounds()
    {
        var text = new StringBuilder("""{ "nodes": [""");
        for (var id = 0; text.Length < 20 << 20; id++)
        {
            text.Append(id == 0 ? "" : ",")
                .Append(
                    $$"""{ "id": {{id}}, "type": "CLIPTextEncode", "inputs": [{ "name": "clip", "link": {{id}} }], "widgets_values": ["{{new string('x', 300)}}"] }"""
                );
        }

        text.Append("""], "links": [] }""");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var before = GC.GetAllocatedBytesForCurrentThread();

        GraphReader.Read(bytes).IsValid.ShouldBeTrue();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
    }

    [Fact]
    public async Task A_file_that_no_workflow_is_as_long_as_is_not_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("long.json");
        using (var file = File.Create(path))
        {
            file.SetLength((64L << 20) + 1);
        }

        var reading = await GraphReader.ReadAsync(path, TestContext.Current.CancellationToken);

        reading.Error!.Rule.ShouldBe("TooLarge");
    }

    private static string Rule(string text)
    {
        var reading = GraphReader.Read(Encoding.UTF8.GetBytes(text));
        reading.IsValid.ShouldBeFalse();
        return reading.Error!.Rule;
    }
}
