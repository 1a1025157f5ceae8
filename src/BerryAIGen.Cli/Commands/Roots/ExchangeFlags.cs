using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>What push, pull and sync have in common.</summary>
internal sealed class ExchangeFlags
{
    private readonly TransferFlags _transfers = new();
    private readonly FlagOption _dryRun = new("--dry-run", "Show what would be done; transfer nothing.");
    private readonly FlagOption _allowUnsafe = new(
        "--allow-unsafe",
        "Take files although the scan calls them dangerous."
    );

    public IEnumerable<Option> All => [_dryRun, _allowUnsafe, .. _transfers.All];

    public async Task<int> RunAsync(CommandRun run, ExchangeRequest request, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(
            transfers: settings => _transfers.From(run, settings),
            isOffline: _transfers.IsOffline(run)
        );
        request = request with { IsDryRun = run.Get(_dryRun), AcceptsDanger = run.Get(_allowUnsafe) };
        ExchangeOutcome outcome;
        await using (var view = await ProgressView.StartAsync())
        {
            outcome = await library.Exchange.RunAsync(request, view, cancellationToken);
        }

        return ExchangeReport.Write(outcome, request, run.Output);
    }
}
