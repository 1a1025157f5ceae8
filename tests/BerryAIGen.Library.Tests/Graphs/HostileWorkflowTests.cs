using System.Text;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Workflows that are made to cost time: each node is looked at a few times, whatever hangs on it.</summary>
public sealed class HostileWorkflowTests
{
    private const int Many = 20_000;

    [Fact]
    public void Many_fields_on_one_node_with_many_values_are_read_once_each()
    {
        var text = new StringBuilder("{ \"0\": { \"class_type\": \"Selector\", \"inputs\": {");
        text.AppendJoin(',', Enumerable.Range(0, Many).Select(i => $"\"f{i}\": \"m{i}.safetensors\""));
        text.Append("} }");
        foreach (var id in Enumerable.Range(1, Many))
            text.Append(
                $", \"{id}\": {{ \"class_type\": \"LoraLoader\", \"inputs\": {{ \"lora_name\": [\"0\", {id}] }} }}"
            );
        text.Append('}');

        var models = GraphSample.Models(text.ToString());

        models.Count.ShouldBe(Many);
        models.Count(model => model.Folder == "loras").ShouldBeGreaterThan(Many - 5);
    }

    [Fact]
    public void A_long_list_beside_a_long_choice_is_compared_by_name_only()
    {
        var names = Enumerable.Range(0, Many).Select(i => $"\"m{i}.safetensors\"");
        var rows = Enumerable
            .Range(0, Many)
            .Select(i => $"{{ \"name\": \"m{i}.safetensors\", \"directory\": \"vae\" }}");

        var models = GraphSample.Models(
            GraphSample.Ui(
                "SomethingNew",
                $"[{string.Join(',', names)}]",
                $$""", "properties": { "models": [{{string.Join(',', rows)}}] }"""
            )
        );

        models.Count.ShouldBe(Many);
        models.ShouldAllBe(model => model.Folder == "vae");
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        var models = GraphSample.Models(
            """
            { "1": { "class_type": "Reroute", "inputs": { "a": ["2", 0] } },
              "2": { "class_type": "Reroute", "inputs": { "a": ["1", 0] } },
              "3": { "class_type": "VAELoader", "inputs": { "vae_name": ["1", 0] } } }
            """
        );

        models.ShouldBeEmpty();
    }
}
