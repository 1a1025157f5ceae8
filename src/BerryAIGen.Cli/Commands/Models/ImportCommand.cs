using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library;
using BerryAIGen.Library.Importing;

namespace BerryAIGen.Cli.Commands.Models;

/// <summary>Makes files of one's own models of the library.</summary>
internal sealed class ImportCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Model files on this machine.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly TextOption _name = new("--name", "What people call the model.", "text");
    private readonly TextOption _type = new(
        "--type",
        "The folder or type, such as loras; else the header decides.",
        "type"
    );
    private readonly TextOption _base = new("--base-model", "What it belongs to, such as \"SDXL 1.0\".", "text");
    private readonly TextOption _version = new("--version-name", "Which version it is.", "text");
    private readonly TextsOption _words = new("--trigger-word", "A word that calls it up; may be given again.", "word");
    private readonly TextOption _preview = new("--preview", "A picture to put beside it.", "file");
    private readonly FlagOption _inPlace = new(
        "--in-place",
        "Leave the file where it is and only write down what it is."
    );
    private readonly TextOption _to = new("--to", "Exactly this folder.", "folder");
    private readonly TextOption _root = new("--root", "The root, by its name or path.", "root");
    private readonly TextOption _layout = new("--layout", "The application whose folders are meant.", "layout");
    private readonly FlagOption _allowDanger = new("--allow-unsafe", "Import although the scan calls it dangerous.");

    public ImportCommand()
        : base(
            "import",
            "Checks model files of your own and puts copies into the right folders; the originals stay.",
            "berry import models/checkpoints/dreamshaper_8.safetensors --type loras --name \"My Style\" --trigger-word mystyle",
            "berry import models/loras/known.safetensors --in-place"
        )
    {
        Add(_files);
        foreach (
            var option in (Option[])
                [_name, _type, _base, _version, _words, _preview, _inPlace, _to, _root, _layout, _allowDanger]
        )
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var files = run.GetAll(_files);
        if (files.Length > 1 && (run.Get(_name) ?? run.Get(_version) ?? run.Get(_preview)) is not null)
        {
            throw new LibraryException(
                FailureCode.Usage,
                "--name, --version-name and --preview can only be given to one file; import the files one by one."
            );
        }

        using var library = CommandRun.OpenLibrary();
        List<ImportedFile> rows = [];
        var exit = 0;
        foreach (var file in files)
        {
            var (row, code) = await ImportAsync(library, RequestFor(run, file), cancellationToken);
            rows.Add(row);
            exit = exit == 0 ? code : exit;
        }

        if (run.Output.IsJson)
        {
            StandardOutput.Json(new ImportDocument(rows), BerryJson.Default.ImportDocument);
        }
        else
        {
            foreach (var row in rows)
            {
                Show(row);
            }
        }

        return exit;
    }

    private ImportRequest RequestFor(CommandRun run, string file) =>
        new()
        {
            Path = file,
            Name = run.Get(_name),
            ModelType = run.Get(_type),
            BaseModel = run.Get(_base),
            Version = run.Get(_version),
            TriggerWords = run.Get(_words) ?? [],
            PreviewPath = run.Get(_preview),
            InPlace = run.Has(_inPlace),
            Folder = run.Get(_to),
            Root = run.Get(_root),
            Layout = run.Get(_layout),
            AcceptsDanger = run.Has(_allowDanger),
        };

    // One file that is refused never stops the others.
    private static async Task<(ImportedFile Row, int Exit)> ImportAsync(
        BerryLibrary library,
        ImportRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ImportedModel model;
            await using (var view = await ProgressView.StartAsync())
            {
                model = await library.Importing.ImportAsync(request, view, cancellationToken);
            }

            return (ImportedFile.Of(request.Path, model), 0);
        }
        catch (LibraryException refused)
        {
            return (ImportedFile.Of(request.Path, refused.Failure), ExitCodes.Of(refused.Failure.Code));
        }
    }

    private static void Show(ImportedFile row)
    {
        if (row.Path is null)
        {
            StandardOutput.Message($"berry: {row.Reason}");
        }
        else
        {
            StandardOutput.Line($"{row.State}  {row.Path}{(row.Reason is null ? "" : $"  ({row.Reason})")}");
        }
    }
}
