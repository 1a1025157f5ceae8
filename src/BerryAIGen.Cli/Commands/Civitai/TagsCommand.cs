using BerryAIGen.Civitai;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Lists tags of models.</summary>
internal sealed class TagsCommand : BerryCommand
{
    private readonly PagedListOptions _paging = new("The beginning of the tag.");

    public TagsCommand()
        : base("tags", "Lists tags of models.", "berry civitai tags --limit 5") => _paging.AddTo(this);

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var search = new TagSearchParameters { Query = _paging.Query(run) };
        if (run.Output.IsJson)
        {
            var listing = await _paging.ReadJsonAsync(
                run,
                (size, page) =>
                    library.Civitai.Tags.SearchPageJsonAsync(
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
        var tags = library.Civitai.Tags.SearchAsync(search, cancellationToken).Take(_paging.Limit(run));
        TableView.Write(
            ["tag", Column.Name("address")],
            (await tags.ToListAsync(cancellationToken)).Select(tag => (string[])[tag.Name ?? "", $"{tag.Link}"]),
            "nothing was found."
        );
        return 0;
    }
}
