using BerryAIGen.Civitai;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Lists people who publish models.</summary>
internal sealed class CreatorsCommand : BerryCommand
{
    private readonly PagedListOptions _paging = new("A part of the name.");

    public CreatorsCommand()
        : base("creators", "Lists people who publish models.", "berry civitai creators --limit 5") =>
        _paging.AddTo(this);

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var search = new CreatorSearchParameters { Query = _paging.Query(run) };
        if (run.Output.IsJson)
        {
            var listing = await _paging.ReadJsonAsync(
                run,
                (size, page) =>
                    library.Civitai.Creators.SearchPageJsonAsync(
                        search with
                        {
                            Limit = size,
                            Page = page,
                        },
                        cancellationToken
                    )
            );
            StandardOutput.Json(listing, BerryJson.Default.JsonListing);
            return 0;
        }

        search = search with { Limit = _paging.PageSize(run), Page = _paging.FirstPage(run) };
        var creators = library.Civitai.Creators.SearchAsync(search, cancellationToken).Take(_paging.Limit(run));
        TableView.Write(
            ["name", "models", Column.Name("address")],
            (await creators.ToListAsync(cancellationToken)).Select(creator =>
                (string[])[creator.Username ?? "", $"{creator.ModelCount ?? 0}", $"{creator.Link}"]
            ),
            "nothing was found."
        );
        return 0;
    }
}
