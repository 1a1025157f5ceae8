using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Shows one version with its files.</summary>
internal sealed class VersionCommand : BerryCommand
{
    private readonly NumberArgument _id = new("version-id", "The version's id.");
    private readonly ApiKeyOption _key = new();

    public VersionCommand()
        : base("version", "Shows a version and its files.", "berry civitai version 290640")
    {
        Add(_id);
        Add(_key);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary(run.Get(_key));
        if (run.Output.IsJson)
        {
            StandardOutput.Json(await library.Civitai.Versions.GetJsonAsync(run.Get(_id), cancellationToken));
            return 0;
        }

        var version = await library.Civitai.Versions.GetAsync(run.Get(_id), cancellationToken);
        FieldList.Write(
            ("id", $"{version.Id}"),
            ("name", version.Name),
            ("model", $"{version.Model?.Name} ({version.ModelId})"),
            ("type", $"{version.Model?.Type}"),
            ("base model", $"{version.BaseModel}"),
            ("air", version.Air),
            ("trained words", string.Join(", ", version.TrainedWords))
        );
        StandardOutput.Line("");
        TableView.Write(
            ["file", "type", Column.Name("name"), "format", "size", "sha256"],
            version.Files.Select(file =>
                (string[])
                    [
                        $"{file.Id}",
                        $"{file.Type}",
                        file.Name ?? "",
                        $"{file.Metadata?.Format}",
                        ByteText.Of((file.SizeKB ?? 0) * 1024),
                        file.Hashes?.Sha256 ?? "",
                    ]
            )
        );
        return 0;
    }
}
