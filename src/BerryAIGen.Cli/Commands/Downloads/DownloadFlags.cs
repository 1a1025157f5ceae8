using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>What every command that downloads models can be told, wherever their list comes from.</summary>
internal sealed class DownloadFlags
{
    private readonly ConflictOption _conflict = new();
    private readonly ArchivesOption _archives = new();
    private readonly SidecarsOption _sidecars = new();
    private readonly TransferFlags _transfers = new();
    private readonly ApiKeyOption _key = new();
    private readonly FlagOption _allowUnsafe = new(
        "--allow-unsafe",
        "Download although a scan, Civitai's or our own, calls it dangerous."
    );
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the plan; transfer nothing." };

    public IEnumerable<Option> All => [_conflict, _archives, _sidecars, .. _transfers.All, _key, _allowUnsafe, _dryRun];

    /// <summary>The library with the key and the limits of this run.</summary>
    public BerryLibrary Open(CommandRun run) =>
        CommandRun.OpenLibrary(run.Get(_key), settings => _transfers.From(run, settings), _transfers.IsOffline(run));

    /// <summary>What to do with another file of the name; null when the person said nothing.</summary>
    public ConflictRule? SaidConflict(CommandRun run) => run.Has(_conflict) ? Conflict(run) : null;

    public ConflictRule Conflict(CommandRun run) => ConflictOption.RuleOf(run.Get(_conflict));

    public ArchiveRule? Archives(CommandRun run) => _archives.From(run);

    public IReadOnlyList<string>? Sidecars(CommandRun run) => _sidecars.From(run);

    public bool AcceptsDanger(CommandRun run) => run.Get(_allowUnsafe);

    public bool IsDryRun(CommandRun run) => run.Get(_dryRun);
}
