using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Shows one model with its versions.</summary>
internal sealed class ModelCommand : BerryCommand
{
    private readonly NumberArgument _id = new("model-id", "The model's id.");
    private readonly ApiKeyOption _key = new();

    public ModelCommand()
        : base("model", "Shows a model and its versions.", "berry civitai model 257749")
    {
        Add(_id);
        Add(_key);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        if (run.Output.IsJson)
        {
            StandardOutput.Json(await library.Civitai.Models.GetJsonAsync(run.Get(_id), cancellationToken));
            return 0;
        }

        var model = await library.Civitai.Models.GetAsync(run.Get(_id), cancellationToken);
        FieldList.Write(
            ("id", $"{model.Id}"),
            ("name", model.Name),
            ("type", $"{model.Type}"),
            ("creator", model.Creator?.Username),
            ("tags", string.Join(", ", model.Tags)),
            ("downloads", model.Stats?.DownloadCount is { } count ? $"{count:N0}" : null)
        );
        StandardOutput.Line("");
        TableView.Write(
            ["version", Column.Name("name"), "base model", "files", "size"],
            model.ModelVersions.Select(version =>
                (string[])
                    [
                        $"{version.Id}",
                        version.Name ?? "",
                        $"{version.BaseModel}",
                        $"{version.Files.Count}",
                        ByteText.Of(version.Files.Sum(file => (file.SizeKB ?? 0) * 1024)),
                    ]
            )
        );
        return 0;
    }
}
