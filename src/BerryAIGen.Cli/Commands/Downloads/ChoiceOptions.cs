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

    private readonly TextOption _revision = new("--revision", "Hugging Face: branch, tag or commit.", "revision");
    private readonly TextOption _variant = new(
        "--variant",
        "Hugging Face: fp16, bf16, onnx, flax, Q4_K_M …",
        "variant"
    );
    private readonly TextsOption _include = new(
        "--include",
        "Paths to take of a repository or folder; * and ? stand for anything.",
        "path"
    );
    private readonly TextsOption _exclude = new("--exclude", "Paths to leave out of it.", "path");

    private readonly Option<bool> _all = new("--all") { Description = "All files of the version." };

    public IEnumerable<Option> All =>
        [_version, _fileId, _file, _type, _format, _size, _precision, _revision, _variant, _include, _exclude, _all];

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
            Revision = run.Get(_revision),
            Variant = run.Get(_variant),
            Include = ListOf(run, _include),
            Exclude = ListOf(run, _exclude),
            All = run.Get(_all),
        };

    // An empty list is the one that stands for no wish, so that choices compare as equal.
    private static string[] ListOf(CommandRun run, TextsOption option) =>
        run.Get(option) is { Length: > 0 } texts ? texts : [];
}
