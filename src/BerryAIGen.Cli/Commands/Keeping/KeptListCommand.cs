using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Keeping.Kept;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>Shows what lies in the trash or the quarantine.</summary>
internal abstract class KeptListCommand : BerryCommand
{
    private readonly string _place;
    private readonly string _state;
    private readonly Func<FileKeeping, KeptFiles> _choose;
    private readonly RootOption _root = new();

    protected KeptListCommand(string place, string state, Func<FileKeeping, KeptFiles> choose)
        : base("list", $"Shows what lies in the {place}.", $"berry {place} list")
    {
        (_place, _state, _choose) = (place, state, choose);
        Add(_root);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var items = _choose(library.Keeping).List(run.Get(_root));
        if (run.Output.IsJson)
        {
            var rows = items.Select(item => KeptRow.From(item, _state)).ToArray();
            StandardOutput.Json(KeptDocument.From(rows), BerryJson.Default.KeptDocument);
        }
        else
        {
            TableView.Write(
                ["id", "size", Column.Path("was"), Column.Remark("reason")],
                items.Select(item => (string[])[item.Id, ByteText.Of(item.SizeBytes), item.Path, item.Reason ?? ""]),
                $"nothing is in the {_place}."
            );
        }

        return Task.FromResult(0);
    }
}

internal sealed class TrashListCommand() : KeptListCommand("trash", "trashed", keeping => keeping.Trash);

internal sealed class QuarantineListCommand()
    : KeptListCommand("quarantine", "quarantined", keeping => keeping.Quarantine);

internal sealed class VersionsListCommand() : KeptListCommand("versions", "superseded", keeping => keeping.Versions);
