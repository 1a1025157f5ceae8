using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Cli.Commands.Updates;

/// <summary>Says which updates of a model a person wants.</summary>
internal sealed class UpdatesSetCommand : BerryCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A file of the model." };
    private readonly FlagOption _pin = new("--pin", "The file stays at its version.");
    private readonly FlagOption _unpin = new("--unpin", "Take back --pin alone; the rest that was set stays.");
    private readonly FlagOption _ignore = new("--ignore", "Tell nothing of the model's updates.");
    private readonly NumberOption _ignoreVersion = new("--ignore-version", "Never offer this version of the model.");
    private readonly NumberOption _newest = new(
        "--newest",
        "So many of the model's newest versions stay in place when it is updated.",
        100
    );
    private readonly FlagOption _follow = new("--follow", "Take back all that was set for the model.");

    public UpdatesSetCommand()
        : base(
            "set",
            "Pins a file, ignores a model or a version of it, or keeps its newest few versions.",
            "berry updates set models/loras/ink.safetensors --pin"
        )
    {
        Add(_file);
        foreach (var option in (Option[])[_pin, _unpin, _ignore, _ignoreVersion, _newest, _follow])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        if (run.Get(_pin) && run.Get(_unpin))
        {
            throw new LibraryException(FailureCode.Usage, "Name --pin or --unpin, not both.");
        }

        using var library = CommandRun.OpenLibrary();
        var path = run.Get(_file);
        var change = new UpdateChoiceChange
        {
            Pinned =
                run.Get(_pin) ? true
                : run.Get(_unpin) ? false
                : null,
            Ignored = run.Get(_ignore) ? true : null,
            IgnoredVersion = run.Get(_ignoreVersion),
            Newest = run.Get(_newest),
            FollowsAll = run.Get(_follow),
        };
        var choice = await library.Updates.ChooseAsync(path, change, sha256: null, cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(UpdateChoiceDocument.From(path, choice), BerryJson.Default.UpdateChoiceDocument);
        }
        else
        {
            StandardOutput.Line($"{PathText.Of(path)}: {Sentence(choice)}");
        }

        return 0;
    }

    private static string Sentence(ModelChoice choice)
    {
        string?[] said =
        [
            choice.Ignored ? "no updates of its model are told" : null,
            choice.Pinned.Count > 0 ? $"pinned at version {string.Join(", ", choice.Pinned)}" : null,
            choice.IgnoredVersions.Count > 0
                ? $"version {string.Join(", ", choice.IgnoredVersions)} is not offered"
                : null,
            choice.Newest is { } count ? $"the newest {count} stay" : null,
        ];
        return said.Any(word => word is not null)
            ? string.Join("; ", said.OfType<string>())
            : "all updates of its model are told";
    }
}
