using System.Text;
using BerryAIGen.IO.Graphs;
using BerryAIGen.Library.Graphs.Nodes;
using BerryAIGen.Library.Graphs.Reading;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Small workflows, and what they name.</summary>
internal static class GraphSample
{
    public static readonly NodePacks Packs = NodePacks.Load(null);

    public static Graph Read(string json)
    {
        var reading = GraphReader.Read(Encoding.UTF8.GetBytes(json));
        reading.Error.ShouldBeNull();
        return reading.Graph!;
    }

    public static IReadOnlyList<NamedModel> Models(string json) => NamedModels.Of(Packs, Read(json));

    /// <summary>A workflow of the API of one node.</summary>
    public static string Api(string type, string inputs) =>
        $$"""{ "1": { "class_type": "{{type}}", "inputs": { {{inputs}} } } }""";

    /// <summary>A workflow of the editor of one node.</summary>
    public static string Ui(string type, string values, string more = "") =>
        $$"""{ "nodes": [{ "id": 1, "type": "{{type}}", "widgets_values": {{values}}{{more}} }] }""";
}
