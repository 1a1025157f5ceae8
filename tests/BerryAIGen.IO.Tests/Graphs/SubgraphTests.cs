using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Tests.Graphs;

/// <summary>Subgraphs are unfolded; what is wired or set outside of them arrives inside.</summary>
public sealed class SubgraphTests
{
    // A sampler inside; its model comes from outside, its picture goes out, the loader's field is an input of the whole.
    private const string Definition = """
        { "id": "aaaa-1", "name": "Draw",
          "inputs": [{ "name": "model" }, { "name": "vae_name" }], "outputs": [{ "name": "LATENT" }],
          "nodes": [
            { "id": 10, "type": "KSampler", "inputs": [{ "name": "model", "link": 1 }], "widgets_values": [7] },
            { "id": 11, "type": "VAELoader", "widgets_values": ["inner.safetensors"],
              "inputs": [{ "name": "vae_name", "widget": { "name": "vae_name" }, "link": 3 }] }],
          "links": [
            { "id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 10, "target_slot": 0 },
            { "id": 2, "origin_id": 10, "origin_slot": 0, "target_id": -20, "target_slot": 0 },
            { "id": 3, "origin_id": -10, "origin_slot": 1, "target_id": 11, "target_slot": 0 }] }
        """;

    [Fact]
    public void Links_lead_through_a_subgraph_from_both_sides()
    {
        var graph = Graph(Use("""{ "name": "model", "link": 5 }"""));

        graph.Nodes.Select(node => node.Id).ShouldBe(["4", "2:10", "2:11", "9"]);
        graph.Find("2:10")!.Find("model")!.Link.ShouldBe(new GraphLink("4", 0));
        graph.Find("9")!.Find("samples")!.Link.ShouldBe(new GraphLink("2:10", 0));
    }

    [Fact]
    public void A_field_shown_outside_has_the_value_from_there()
    {
        var graph = Graph(
            Use(
                """{ "name": "vae_name", "widget": { "name": "vae_name" }, "link": null }""",
                """["outer.safetensors"]"""
            )
        );

        graph.Find("2:11")!.Value("vae_name")!.Value.GetString().ShouldBe("outer.safetensors");
    }

    [Fact]
    public void A_field_shown_by_the_newer_way_has_the_value_from_outside_too()
    {
        var graph = Graph(
            Use("", """["outer.safetensors"]""", """, "properties": { "proxyWidgets": [["11", "vae_name"]] }""")
        );

        graph.Find("2:11")!.Value("vae_name")!.Value.GetString().ShouldBe("outer.safetensors");
    }

    [Fact]
    public void A_field_that_nothing_is_said_of_outside_keeps_its_own_value() =>
        Graph(Use("")).Find("2:11")!.Value("vae_name", 0)!.Value.GetString().ShouldBe("inner.safetensors");

    [Fact]
    public void What_is_inside_a_muted_subgraph_does_not_run() =>
        Graph(Use("", more: """, "mode": 4""")).Find("2:10")!.IsActive.ShouldBeFalse();

    [Fact]
    public void Subgraphs_in_subgraphs_are_unfolded()
    {
        var outer = """
            { "id": "bbbb-2", "name": "Twice", "inputs": [{ "name": "m" }], "outputs": [{}],
              "nodes": [{ "id": 20, "type": "aaaa-1", "inputs": [{ "name": "model", "link": 1 }] }],
              "links": [
                { "id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 20, "target_slot": 0 },
                { "id": 2, "origin_id": 20, "origin_slot": 0, "target_id": -20, "target_slot": 0 }] }
            """;
        var graph = Graph("""{ "id": 2, "type": "bbbb-2", "inputs": [{ "name": "m", "link": 5 }] }""", outer);

        graph.Find("2:20:10")!.Find("model")!.Link.ShouldBe(new GraphLink("4", 0));
        graph.Find("9")!.Find("samples")!.Link.ShouldBe(new GraphLink("2:20:10", 0));
    }

    [Fact]
    public void An_old_group_node_gives_its_nodes_their_values()
    {
        var graph = GraphReaderTests.Read(
            """
            { "nodes": [{ "id": 1, "type": "workflow>Pair", "mode": 2, "widgets_values": ["b.safetensors", 5] }],
              "extra": { "groupNodes": { "Pair": { "nodes": [
                { "type": "VAELoader", "index": 0, "widgets_values": ["a.safetensors"] },
                { "type": "Other", "index": 1, "widgets_values": [4] }] } } } }
            """
        );

        var loader = graph.Find("1:0").ShouldNotBeNull();
        (loader.Type, loader.IsActive, loader.Widgets[0].GetString()).ShouldBe(("VAELoader", false, "b.safetensors"));
        graph.Find("1:1")!.Widgets[0].GetInt32().ShouldBe(5);
    }

    private static string Use(string input, string values = "[]", string more = "") =>
        $$"""{ "id": 2, "type": "aaaa-1", "inputs": [{{input}}], "widgets_values": {{values}}{{more}} }""";

    private static Graph Graph(string use, string? further = null) =>
        GraphReaderTests.Read(
            $$"""
            { "nodes": [
                { "id": 4, "type": "UNETLoader", "widgets_values": ["a.safetensors"] },
                {{use}},
                { "id": 9, "type": "VAEDecode", "inputs": [{ "name": "samples", "link": 6 }] }],
              "links": [[5, 4, 0, 2, 0, "MODEL"], [6, 2, 0, 9, 0, "LATENT"]],
              "definitions": { "subgraphs": [{{Definition}}{{(further is null ? "" : "," + further)}}] } }
            """
        );
}
