using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Which of a version's files are wanted.</summary>
internal sealed class ChoiceOptions
{
    private readonly NumberOption _version = new("--version-id", "The version of the model; default the newest.");
    private readonly NumberOption _fileId = new("--file-id", "The file by its id.");
    private readonly TextOption _file = new("--file", "The file by its name; * and ? stand for anything.", "name");
    private readonly TextOption _type = new("--type", "The file by Civitai's file type: Model, VAE …");
    private readonly TextOption _format = new("--format", "The file by format: SafeTensor, PickleTensor, GGUF …");
    private readonly TextOption _size = new("--size", "The file by size: full or pruned.", "size", ["full", "pruned"]);
    private readonly TextOption _precision = new("--precision", "The file by precision: fp16, bf16, fp8 …");

    private readonly Option<bool> _all = new("--all") { Description = "All files of the version." };

    public IEnumerable<Option> All => [_version, _fileId, _file, _type, _format, _size, _precision, _all];

    public FileChoice From(CommandRun run) =>
        new()
        {
            VersionId = run.Get(_version),
            FileId = run.Get(_fileId),
            Name = run.Get(_file),
            Type = run.Get(_type),
            Format = run.Get(_format),
            Size = run.Get(_size),
            Precision = run.Get(_precision),
            All = run.Get(_all),
        };
}
