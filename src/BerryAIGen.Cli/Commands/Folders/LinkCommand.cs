using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sharing;

namespace BerryAIGen.Cli.Commands.Folders;

/// <summary>Shares models between applications: by links, or by the other application's settings.</summary>
internal sealed class LinkCommand : BerryCommand
{
    private readonly Argument<string?> _file = new("file")
    {
        Description = "One model; left out for all of --from.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly TextOption _from = new("--from", "The root that has the models, by name or folder.", "root");
    private readonly TextOption _to = new("--to", "The root that gets names for them.", "root");
    private readonly TextOption _toLayout = new("--to-layout", "The application whose folders --to has.", "layout");
    private readonly TextOption _layout = new("--layout", "The application whose folders --from has.", "layout");
    private readonly TextOption _modelType = new("--model-type", "Only this folder, or the folder of FILE.", "folder");
    private readonly TextOption _how = new(
        "--how",
        "auto, reflink, hard or symlink.",
        "how",
        ["auto", "reflink", "hard", "symlink"]
    );
    private readonly TextOption _app = new(
        "--app",
        "Write this application's settings instead: comfyui, a1111 …",
        "layout"
    );
    private readonly TextOption _at = new("--at", "The folder that holds the application.", "dir");
    private readonly FlagOption _dryRun = new("--dry-run", "Show what would be done.");
    private readonly FlagOption _undo = new("--undo", "Take the last links, or the last change of settings, back.");
    private readonly TextOption _run = new("--run", "The run of links to undo.", "id");

    public LinkCommand()
        : base(
            "link",
            "Shares models between applications without copying them.",
            "berry link --from models --to ComfyUI --how auto --dry-run",
            "berry link --app comfyui --at ComfyUI --from models --dry-run"
        )
    {
        Add(_file);
        foreach (
            var option in (Option[])[_from, _to, _layout, _toLayout, _modelType, _how, _app, _at, _dryRun, _undo, _run]
        )
        {
            Add(option);
        }
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var sharing = library.Sharing;
        var from = new DownloadTarget
        {
            Root = run.Get(_from),
            Layout = run.Get(_layout),
            ModelType = run.Get(_modelType),
        };
        var to = new DownloadTarget
        {
            Root = run.Get(_to),
            Layout = run.Get(_toLayout),
            ModelType = run.Get(_modelType),
        };
        if (run.Get(_app) is { } app)
        {
            Refuse(run.Find(_file) is not null, "a file");
            Refuse(run.Get(_to) is not null || run.Get(_toLayout) is not null, "--to");
            Refuse(run.Get(_how) is not null, "--how");
            Refuse(run.Get(_run) is not null, "--run");
            var at = run.Get(_at) ?? throw Missing("--at, the folder that holds the application");
            return run.Get(_undo)
                ? LinkView.Write(run, sharing.UndoApp(app, at), isUndone: true)
                : LinkView.Write(run, sharing.ConfigureApp(app, at, from, run.Get(_dryRun)), isUndone: false);
        }

        if (to.Root is null)
        {
            throw Missing("--to, or --app and --at");
        }

        if (run.Get(_undo))
        {
            return LinkView.Write(run, sharing.UndoLinks(to, run.Get(_run)));
        }

        var file = run.Find(_file);
        if ((file is null) == (from.Root is null))
        {
            throw Missing("a file or --from, one of the two");
        }

        return LinkView.Write(
            run,
            file is null
                ? sharing.LinkRoot(from, to, How(run), run.Get(_dryRun), cancellationToken)
                : sharing.LinkFile(file, to, How(run), run.Get(_dryRun), cancellationToken)
        );
    }

    // What has no meaning is not passed over: the person meant something by it.
    private static void Refuse(bool isGiven, string what)
    {
        if (isGiven)
        {
            throw new LibraryException(
                FailureCode.Usage,
                $"With --app the whole root is named in the application's settings: {what} has no meaning there; leave it out."
            );
        }
    }

    private static LibraryException Missing(string what) =>
        new(FailureCode.Usage, $"'berry link' needs {what}; see 'berry link --help'.");

    private LinkHow How(CommandRun run) =>
        (run.Get(_how) ?? "auto").ToLowerInvariant() switch
        {
            "auto" => LinkHow.Auto,
            "reflink" => LinkHow.Reflink,
            "hard" => LinkHow.Hard,
            "symlink" => LinkHow.Symlink,
            var other => throw new LibraryException(
                FailureCode.Usage,
                $"--how is auto, reflink, hard or symlink, not '{other}'."
            ),
        };
}
