using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Lists images that people posted.</summary>
internal sealed class ImagesCommand : BerryCommand
{
    private const int MostPerPage = 200;
    private readonly ImageOptions _search = new();
    private readonly ApiKeyOption _key = new();

    public ImagesCommand()
        : base("images", "Lists images and how they were made.", "berry civitai images --model-id 257749 --limit 3")
    {
        foreach (var option in (Option[])[.. _search.All, _key])
        {
            Add(option);
        }
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
                    library.Civitai.Images.SearchPageJsonAsync(
                        parameters with
                        {
                            Limit = size,
                            Cursor = cursor ?? parameters.Cursor,
                        },
                        cancellationToken
                    )
            );
            StandardOutput.Json(listing, BerryJson.Default.JsonListing);
            return 0;
        }

        var images = library.Civitai.Images.SearchAsync(parameters, cancellationToken).Take(limit);
        TableView.Write(
            ["id", "size", "creator", "base model", Column.Name("address")],
            (await images.ToListAsync(cancellationToken)).Select(image =>
                (string[])
                    [
                        $"{image.Id}",
                        $"{image.Width}x{image.Height}",
                        image.Username ?? "",
                        image.BaseModel ?? "",
                        $"{image.Url}",
                    ]
            ),
            "nothing was found."
        );
        return 0;
    }
}
