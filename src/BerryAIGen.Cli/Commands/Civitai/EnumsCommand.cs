using System.Text.Json;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Lists the words that Civitai uses today.</summary>
internal sealed class EnumsCommand()
    : BerryCommand("enums", "Lists Civitai's model types, file types and base models.", "berry civitai enums")
{
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var words = await library.Civitai.Enums.GetJsonAsync(cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(words);
            return 0;
        }

        foreach (var list in words.EnumerateObject().Where(list => list.Value.ValueKind == JsonValueKind.Array))
        {
            StandardOutput.Line($"{list.Name}: {string.Join(", ", list.Value.EnumerateArray())}");
        }

        return 0;
    }
}
