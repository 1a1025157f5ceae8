using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Lists what can be generated: ecosystems, engines or workflows.</summary>
/// <param name="noun">What is listed, as the command line has it.</param>
/// <param name="parts">What its rows have several of.</param>
/// <param name="rows">Reads them.</param>
internal abstract class CatalogueListCommand(
    string noun,
    string parts,
    Func<Generator, IReadOnlyList<CatalogueRow>> rows
) : BerryCommand("list", $"Lists all {noun}.", $"berry {noun} list", $"berry {noun} list --json")
{
    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var generator = new Generator(LibraryEnvironment.Process.ConfigurationFolder);
        var all = rows(generator);
        foreach (var warning in generator.Warnings)
        {
            StandardOutput.Message($"berry: {warning}");
        }

        if (run.Output.IsJson)
        {
            var document = new JsonObject { [noun] = new JsonArray([.. all.Select(Row)]) };
            StandardOutput.Json(document, BerryJson.Default.JsonObject);
            return Task.FromResult(0);
        }

        var width = all.Max(row => row.Key.Length);
        foreach (var row in all)
        {
            StandardOutput.Line($"{row.Key.PadRight(width)}  {row.Name}{Tail(row)}");
        }

        return Task.FromResult(0);
    }

    private JsonNode Row(CatalogueRow row) =>
        new JsonObject
        {
            ["id"] = row.Id,
            ["key"] = row.Key,
            ["name"] = row.Name,
            ["media"] = Texts(row.Media),
            [parts] = Texts(row.Parts),
            ["state"] = row.State,
        };

    private static JsonArray Texts(IReadOnlyList<string> texts) =>
        new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Tail(CatalogueRow row) =>
        row.State != "active" ? $" ({row.State})"
        : !row.IsOffered ? " (not offered)"
        : row.Parts.Count == 0 ? ""
        : $": {string.Join(", ", row.Parts)}";
}
