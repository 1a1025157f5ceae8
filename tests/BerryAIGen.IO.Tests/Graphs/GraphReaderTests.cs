using System.Text;
using System.Text.Json;
using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Tests.Graphs;

/// <summary>Both forms of a workflow come out as the same nodes, inputs and links.</summary>
public sealed class GraphReaderTests
{
    private const string Api = """
        {
          "3": { "class_type": "KSampler", "inputs": { "seed": 7, "model": ["4", 0], "list": { "__value__": ["4", 0] } }, "_meta": { "title": "Draw" } },
          "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "a.safetensors" } }
        }
        """;

    [Fact]
    public void An_api_graph_has_values_and_links()
    {
        var graph = Read(Api);

        graph.Form.ShouldBe(GraphForm.Api);
        var sampler = graph.Find("3").ShouldNotBeNull();
        (sampler.Type, sampler.Title, sampler.IsActive).ShouldBe(("KSampler", "Draw", true));
        sampler.Value("seed")!.Value.GetInt32().ShouldBe(7);
        sampler.Find("model")!.Link.ShouldBe(new GraphLink("4", 0));
        graph.Origin(sampler.Find("model"))!.Value("ckpt_name")!.Value.GetString().ShouldBe("a.safetensors");
    }

    [Fact]
    public void A_wrapped_list_is_a_value_and_no_link()
    {
        var input = Read(Api).Find("3")!.Find("list")!;

        input.Link.ShouldBeNull();
        input.Value!.Value.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void An_editors_graph_has_values_by_position_and_links_by_number()
    {
        var graph = Read(
            """
            {
              "nodes": [
                { "id": 4, "type": "CheckpointLoaderSimple", "mode": 0, "widgets_values": ["a.safetensors"] },
                { "id": 3, "type": "KSampler", "inputs": [{ "name": "model", "link": 9 }], "widgets_values": [7, "fixed"], "properties": { "cnr_id": "x" } }
              ],
              "links": [[9, 4, 0, 3, 0, "MODEL"]]
            }
            """
        );

        graph.Form.ShouldBe(GraphForm.Ui);
        var sampler = graph.Find("3")!;
        sampler.Value("seed", 0)!.Value.GetInt32().ShouldBe(7);
        sampler.Value("seed").ShouldBeNull();
        sampler.Properties.GetProperty("cnr_id").GetString().ShouldBe("x");
        graph.Origin(sampler.Find("model"))!.Type.ShouldBe("CheckpointLoaderSimple");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Muted_and_bypassed_nodes_do_not_run(int mode, bool runs)
    {
        var node = Read($$"""{ "nodes": [{ "id": 1, "type": "Note", "mode": {{mode}} }] }""")
            .Nodes.ShouldHaveSingleItem();

        (node.Mode, node.IsActive).ShouldBe(((GraphMode)mode, runs));
    }

    [Fact]
    public void Fields_have_names_where_the_editor_lists_them_all()
    {
        var node = Read(
            """
            { "nodes": [{ "id": 1, "type": "KSampler", "widgets_values": [7, "randomize", 20, "euler"],
              "inputs": [
                { "name": "model", "link": null },
                { "name": "seed", "widget": { "name": "seed" }, "link": null },
                { "name": "steps", "widget": { "name": "steps" }, "link": null },
                { "name": "sampler", "widget": { "name": "sampler_name" }, "link": null }] }] }
            """
        )
            .Nodes.Single();

        node.Value("seed")!.Value.GetInt32().ShouldBe(7);
        node.Value("steps")!.Value.GetInt32().ShouldBe(20);
        node.Value("sampler_name")!.Value.GetString().ShouldBe("euler");
    }

    [Fact]
    public void Fields_have_no_names_where_only_those_are_listed_that_became_inputs()
    {
        var node = Read(
            """
            { "nodes": [{ "id": 1, "type": "KSampler", "widgets_values": [7, "randomize", 20, "euler"],
              "inputs": [{ "name": "steps", "widget": { "name": "steps" }, "link": 5 }] }],
              "links": [[5, 2, 0, 1, 0, "INT"]] }
            """
        )
            .Nodes.Single();

        node.Value("steps").ShouldBeNull();
        node.Find("steps")!.Link.ShouldBe(new GraphLink("2", 0));
        node.Value("steps", 2)!.Value.GetInt32().ShouldBe(20);
    }

    [Fact]
    public void Fields_kept_by_name_are_found_by_it()
    {
        var node = Read(
            """{ "nodes": [{ "id": 1, "type": "VHS_VideoCombine", "widgets_values": { "frame_rate": 30, "crf": 18 } }] }"""
        )
            .Nodes.Single();

        node.Value("crf")!.Value.GetInt32().ShouldBe(18);
    }

    [Theory]
    [InlineData("""{ "prompt": %, "client_id": "x" }""")]
    [InlineData("""{ "extra_data": { "extra_pnginfo": { "workflow": % } } }""")]
    public void A_graph_is_found_in_what_is_sent_around_it(string envelope) =>
        Read(envelope.Replace("%", Api)).Nodes.Count.ShouldBe(2);

    [Fact]
    public void A_list_of_node_types_is_no_graph_and_no_fault()
    {
        var graph = Read(
            """{ "VAELoader": { "input": { "required": {} }, "output": ["VAE"], "name": "VAELoader" } }"""
        );

        (graph.Form, graph.Nodes.Count).ShouldBe((GraphForm.NodeTypes, 0));
    }

    [Fact]
    public void Numbers_that_are_none_become_null_and_texts_stay()
    {
        var node = Read(
            """{ "1": { "class_type": "X", "inputs": { "a": NaN, "b": -Infinity, "c": "NaN \" Infinity", "d": Infinity } } }"""
        )
            .Nodes.Single();

        node.Value("b")!.Value.ValueKind.ShouldBe(JsonValueKind.Null);
        node.Value("c")!.Value.GetString().ShouldBe("NaN \" Infinity");
        node.Value("d")!.Value.ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Read("\uFEFF" + Api).Nodes.Count.ShouldBe(2);

    internal static Graph Read(string json)
    {
        var reading = GraphReader.Read(Encoding.UTF8.GetBytes(json));
        reading.Error.ShouldBeNull();
        return reading.Graph.ShouldNotBeNull();
    }
}
