using System.CommandLine;
using System.Text.Json;
using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>What lists take that know pages and no cursors.</summary>
internal sealed class PagedListOptions(string queryDescription)
{
    private const int MostPerPage = 200;
    private const int UsualLimit = 20;

    private readonly TextOption _query = new("--query", queryDescription);
    private readonly NumberOption _limit = new("--limit", $"How many in total; default {UsualLimit}.");
    private readonly NumberOption _page = new("--page", "The page to start with, of --limit each.");

    public void AddTo(Command command)
    {
        command.Add(_query);
        command.Add(_limit);
        command.Add(_page);
    }

    public string? Query(CommandRun run) => run.Get(_query);

    public int Limit(CommandRun run) => run.Get(_limit) ?? UsualLimit;

    public int PageSize(CommandRun run) => Math.Min(MostPerPage, Limit(run));

    public int FirstPage(CommandRun run) => run.Get(_page) ?? 1;

    public Task<JsonListing> ReadJsonAsync(CommandRun run, Func<int, int, Task<JsonElement>> getPage) =>
        JsonListing.ByPageAsync(Limit(run), MostPerPage, FirstPage(run), getPage);
}
