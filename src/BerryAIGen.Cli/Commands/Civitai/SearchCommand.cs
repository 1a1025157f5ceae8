using BerryAIGen.Civitai;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Searches Civitai's models.</summary>
internal sealed class SearchCommand : BerryCommand
{
    private const int MostPerPage = 100;
    private readonly SearchOptions _search = new();
    private readonly ApiKeyOption _key = new();

    public SearchCommand()
        : base(
            "search",
            "Searches Civitai's models.",
            "berry civitai search --query \"anime\" --limit 5",
            "berry civitai search --query \"anime\" --model-type \"Checkpoint\" --limit 3"
        )
    {
        foreach (var option in _search.All)
        {
            Add(option);
        }

        Add(_key);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var parameters = _search.From(run);
        var limit = _search.Limit(run);
        if (run.Output.IsJson)
        {
            var listing = await JsonListing.ByCursorAsync(
                limit,
                MostPerPage,
                (size, cursor) =>
                    library.Civitai.Models.SearchPageJsonAsync(
                        cursor is null
                            ? parameters with
                            {
                                Limit = size,
                            }
                            : parameters with
                            {
                                Limit = size,
                                Cursor = cursor,
                            },
                        cancellationToken
                    )
            );
            StandardOutput.Json(listing, BerryJson.Default.JsonListing);
            return 0;
        }

        var models = await library
            .Civitai.Models.SearchAsync(parameters, cancellationToken)
            .Take(limit)
            .ToListAsync(cancellationToken);
        TableView.Write(Columns, models.Select(Row), "nothing was found.");
        return 0;
    }

    /// <summary>The columns of <see cref="Row"/>.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    ["id", "type", Column.Name("name"), "creator", "base model", "downloads"];

    /// <summary>What a person wants to see of a model.</summary>
    public static string[] Row(Model model) =>
        [
            $"{model.Id}",
            model.Type.ToString(),
            model.Name ?? "",
            model.Creator?.Username ?? "",
            model.ModelVersions is [var newest, ..] ? $"{newest.BaseModel}" : "",
            $"{model.Stats?.DownloadCount ?? 0:N0}",
        ];
}
