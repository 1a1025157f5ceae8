using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Replacing;

namespace BerryAIGen.Cli.Commands.Updates;

/// <summary>Brings models up to their newest versions.</summary>
internal sealed class UpdateCommand : BerryCommand
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Models and folders.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly FlagOption _all = new("--all", "Everything in the models folder of the settings.");

    private readonly Option<string> _old = new("--old")
    {
        Description = "The replaced file: store keeps it out of sight, keep leaves it in place, trash throws it away.",
        HelpName = string.Join('|', OldVersions.All),
        DefaultValueFactory = static _ => OldVersions.All[0],
    };

    private readonly FlagOption _keepName = new("--keep-name", "The new file gets the name of the old one.");
    private readonly FlagOption _early = new("--early-access", "Also versions in early access, which you bought.");
    private readonly FlagOption _changed = new("--changed", "Also files that changed without a new version.");
    private readonly FlagOption _danger = new("--allow-unsafe", "Update although a scan calls the file dangerous.");
    private readonly FlagOption _dryRun = new("--dry-run", "Show what would be done; do nothing.");
    private readonly ApiKeyOption _key = new();

    public UpdateCommand()
        : base(
            "update",
            "Brings models up to their newest versions; 'berry rollback' takes that back.",
            "berry update models/loras/ink.safetensors",
            "berry update --all --dry-run"
        )
    {
        Add(_paths);
        _old.AcceptOnlyFromAmong([.. OldVersions.All]);
        foreach (var option in (Option[])[_all, _old, _keepName, _early, _changed, _danger, _dryRun, _key])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var paths = run.GetAll(_paths);
        if (paths.Length == 0 != run.Get(_all))
        {
            throw new LibraryException(
                FailureCode.Usage,
                paths.Length == 0
                    ? "Name models or folders to update, or --all; 'berry updates' shows what is new."
                    : "Name models or folders to update, or --all, not both."
            );
        }

        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var request = new UpdateRequest
        {
            Paths = paths,
            Old = OldVersions.Parse(run.Get(_old)!),
            KeepsName = run.Get(_keepName),
            TakesEarlyAccess = run.Get(_early),
            TakesChanged = run.Get(_changed),
            AcceptsDanger = run.Get(_danger),
            IsDryRun = run.Get(_dryRun),
        };
        IReadOnlyList<UpdatedFile> files;
        await using (var view = new RepairView())
        {
            files = await library.Updates.UpdateAsync(request, view, cancellationToken);
        }

        return UpdateReport.Write(files, [.. paths.Select(Path.GetFullPath)], run.Output);
    }
}
