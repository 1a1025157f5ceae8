using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Downloads.Transfers;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>How much of the network a download takes, the same options for every command that downloads.</summary>
internal sealed class TransferFlags
{
    private readonly NumberOption _connections = new(
        "--connections",
        $"Connections per large file, 1 to {TransferLimits.Connections}, where its server allows it; default 4.",
        TransferLimits.Connections
    );

    private readonly NumberOption _parallel = new(
        "--parallel",
        $"Files at once, 1 to {TransferLimits.ParallelFiles}; default 2, and 2 of one host.",
        TransferLimits.ParallelFiles
    );
    private readonly RateOption _limit = new("--limit-rate", "Bytes per second of all files together: 500K, 5M.");
    private readonly RateOption _each = new("--limit-rate-each", "Bytes per second of each file: 500K, 5M.");
    private readonly FlagOption _offline = new("--offline", "Ask nothing over the network.");

    public IEnumerable<Option> All => [_connections, _parallel, _limit, _each, _offline];

    public bool IsOffline(CommandRun run) => run.Get(_offline);

    /// <summary>What the line says, over the settings.</summary>
    public TransferOptions From(CommandRun run, TransferSettings settings)
    {
        var defaults = settings.ToOptions();
        var parallel = run.Get(_parallel);
        return defaults with
        {
            Connections = run.Get(_connections) ?? defaults.Connections,
            ParallelFiles = parallel ?? defaults.ParallelFiles,
            ParallelPerHost = parallel ?? defaults.ParallelPerHost,
            BytesPerSecond = run.Get(_limit) ?? defaults.BytesPerSecond,
            BytesPerSecondAndFile = run.Get(_each),
        };
    }
}
