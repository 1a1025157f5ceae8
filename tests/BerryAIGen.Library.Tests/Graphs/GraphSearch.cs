using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Tests.Downloads;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Asks a library for the models of a workflow.</summary>
internal static class GraphSearch
{
    /// <summary>A workflow that says of one model where it belongs and what its hash is.</summary>
    public static string Declared(string name, string folder, string hash) =>
        $$"""{ "nodes": [], "models": [{ "name": "{{name}}", "directory": "{{folder}}", "hash": "{{hash}}" }] }""";

    public static GraphRequest Request(LibraryStory story, string json) =>
        new()
        {
            Path = "workflow.json",
            Json = Encoding.UTF8.GetBytes(json),
            Target = new DownloadTarget { Root = story.Root },
        };

    public static Task<GraphReport> ReportAsync(LibraryStory story, string json) =>
        story.Library.Graphs.FindAsync(Request(story, json), TestContext.Current.CancellationToken);

    public static async Task<GraphModel> FindAsync(LibraryStory story, string json) =>
        (await ReportAsync(story, json)).Models.ShouldHaveSingleItem();
}
