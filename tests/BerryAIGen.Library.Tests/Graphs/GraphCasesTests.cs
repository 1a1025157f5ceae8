using BerryAIGen.IO.Graphs;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Workflows of real people and small decisions of another tool, as far as they are beside the checkout.</summary>
public sealed class GraphCasesTests
{
    [Fact]
    public async Task Every_name_that_a_real_workflow_has_is_found()
    {
        var folder = OpenCases.Require("workflows");
        foreach (var row in OpenCases.List("workflows"))
        {
            if (!row.Expected.TryGetProperty("modelNamesAnywhereInTheText", out var names))
                continue;
            var path = Path.Combine(folder, row.Files[0]);
            var reading = await GraphReader.ReadAsync(path, TestContext.Current.CancellationToken);

            var found = NamedModels.Of(GraphSample.Packs, reading.Graph.ShouldNotBeNull(row.Id));

            names
                .EnumerateArray()
                .Select(name => name.GetString()!.Replace('\\', '/').Split('/')[^1])
                .Except(found.Select(model => model.FileName))
                .ShouldBeEmpty(row.Id);
        }
    }

    [Fact]
    public async Task What_the_nodes_of_a_real_server_read_has_the_folder_that_the_server_has()
    {
        var path = Path.Combine(OpenCases.Require("comfy"), "workflows", "wan22-i2v-14b-two-models.json");
        var graph = (await GraphReader.ReadAsync(path, TestContext.Current.CancellationToken)).Graph!;

        NamedModels
            .Of(GraphSample.Packs, graph)
            .Select(model => model.Folder)
            .Distinct()
            .ShouldBe(["diffusion_models", "text_encoders", "vae"], ignoreOrder: true);
    }

    [Fact]
    public void Every_open_case_gives_its_words_for_a_search()
    {
        foreach (var row in OpenCases.List("workflows").Where(row => row.Text("query") is not null))
            SearchWords.Of(row.Text("file")!).ShouldBe(row.Text("query"), row.Id);
    }

    [Fact]
    public void Every_open_case_gives_its_type_of_Civitai()
    {
        foreach (var row in OpenCases.List("workflows").Where(row => row.Text("civitaiType") is not null))
        {
            var (input, type) = (row.Text("input")!, row.Text("nodeClass")!);
            var folder =
                GraphSample
                    .Packs.Find(type)
                    ?.Fields.FirstOrDefault(field => input.Length == 0 || field.Input == input)
                    ?.Folder
                ?? GraphSample.Packs.Guess(input, type)?.Folder;

            GraphSample.Packs.TypesOf(folder)[0].ShouldBe(row.Text("civitaiType"), row.Id);
        }
    }
}
