using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Downloads what a file lists.</summary>
internal sealed class BatchCommand : BerryCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A JSON batch, or one reference per line." };
    private readonly TargetOptions _target = new();
    private readonly ConflictOption _conflict = new();
    private readonly ApiKeyOption _key = new();

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the plan; transfer nothing." };

    public BatchCommand()
        : base("batch", "Downloads everything that a file lists.", "berry batch civitai_models_config.json")
    {
        Add(_file);
        foreach (var option in (Option[])[.. _target.ForWriting, _conflict, _key, _dryRun])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        var defaults = new DownloadRequest
        {
            References = [],
            Target = _target.From(run),
            OnConflict = ConflictOption.RuleOf(run.Get(_conflict)),
        };
        IReadOnlyList<DownloadItem> items;
        await using (var view = await ProgressView.StartAsync())
        {
            items = await library.BatchAsync(run.Get(_file), defaults, run.Get(_dryRun), view, cancellationToken);
        }

        return DownloadReport.Write(items, run.Output);
    }
}
