using BerryAIGen.IO.Graphs;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Graphs;

/// <summary>Workflows of real people, as far as they are beside the checkout.</summary>
public sealed class GraphCasesTests
{
    [Fact]
    public async Task Every_open_case_is_read()
    {
        var folder = OpenCases.Require("workflows");
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "files"), "wf*.json"))
        {
            var reading = await GraphReader.ReadAsync(path, TestContext.Current.CancellationToken);

            reading.IsValid.ShouldBeTrue($"{path}: {reading.Error?.Message}");
            reading.Graph.Form.ShouldBe(GraphForm.Ui);
            reading.Graph.Nodes.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task The_samplers_in_a_real_subgraph_are_wired_to_the_loaders_outside()
    {
        var path = Path.Combine(OpenCases.Require("workflows"), "files", "wf557_subgraph_samplers.json");

        var graph = (await GraphReader.ReadAsync(path, TestContext.Current.CancellationToken)).Graph!;

        var sampling = graph.Origin(graph.Find("93:10")!.Find("model"))!;
        sampling.Id.ShouldBe("93:9");
        graph.Origin(sampling.Find("model"))!.Type.ShouldBe("Reroute");
        graph.Origin(graph.Find("107")!.Find("frames"))!.Id.ShouldBe("93:13");
    }

    [Fact]
    public async Task Every_graph_that_a_server_accepted_is_read()
    {
        var folder = Path.Combine(OpenCases.Require("comfy"), "workflows");
        foreach (var path in Directory.EnumerateFiles(folder, "*.json"))
        {
            var reading = await GraphReader.ReadAsync(path, TestContext.Current.CancellationToken);

            reading.Graph.ShouldNotBeNull(path).Form.ShouldBe(GraphForm.Api);
        }
    }
}
