using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Which folder a model of each of Civitai's types goes to.</summary>
internal sealed class TypesCommand()
    : BerryCommand("types", "Lists Civitai's model types and their folders.", "berry civitai types")
{
    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        if (run.Output.IsJson)
        {
            var types = new TypesDocument(library.TypeFolders.ToDictionary(row => row.Type, row => row.Folder));
            StandardOutput.Json(types, BerryJson.Default.TypesDocument);
            return Task.FromResult(0);
        }

        StandardOutput.Line("Civitai model type mappings:");
        foreach (var (type, folder) in library.TypeFolders)
        {
            StandardOutput.Line($"  {type} -> {folder}");
        }

        return Task.FromResult(0);
    }
}
