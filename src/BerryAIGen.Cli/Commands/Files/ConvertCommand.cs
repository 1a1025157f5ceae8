using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Conversion;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Cli.Commands.Files;

/// <summary>Makes a safetensors file of a checkpoint, or one of another precision.</summary>
internal sealed class ConvertCommand : BerryCommand
{
    private const string Safetensors = "safetensors";

    private readonly Argument<string> _file = new("file")
    {
        Description = "A .ckpt, .pt, .pth or .bin of PyTorch, or a .safetensors.",
    };

    private readonly TextOption _to = new("--to", "The format: safetensors.", "format", [Safetensors]);
    private readonly TextOption _precision = new(
        "--dtype",
        "The precision of the weights; default their own.",
        "dtype",
        Precisions.Words
    );
    private readonly TextOption _output = new(
        "--output",
        "The new file, or the folder for it; default beside the old one.",
        "path"
    );
    private readonly FlagOption _prune = new(
        "--prune",
        "Leave out averaged copies of the weights and repeated tensors."
    );

    public ConvertCommand()
        : base(
            "convert",
            "Makes a safetensors file of a checkpoint without running it.",
            "berry convert models/checkpoints/dreamshaper_8.safetensors --to safetensors --dtype fp16"
        )
    {
        Add(_file);
        foreach (var option in (Option[])[_to, _precision, _output, _prune])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        if (run.Get(_to) is { } format && !format.Equals(Safetensors, StringComparison.OrdinalIgnoreCase))
        {
            throw new LibraryException(FailureCode.Usage, $"--to knows {Safetensors} only, not '{format}'.");
        }

        using var library = CommandRun.OpenLibrary();
        var request = new ConversionRequest(run.Get(_file))
        {
            Precision = run.Get(_precision),
            Output = run.Get(_output),
            Prunes = run.Get(_prune),
        };
        var file = await ConvertAsync(library, request, cancellationToken);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(ConvertDocument.From(file), BerryJson.Default.ConvertDocument);
            return 0;
        }

        var there = file.WasThere ? ", was there already" : "";
        StandardOutput.Line($"{file.Path} ({ByteText.Of(file.SizeBytes)}), {file.TensorCount} tensors{there}");
        if (file.LeftOut.Count > 0)
        {
            StandardOutput.Line($"  left out: {Names(file.LeftOut)}");
        }

        foreach (var message in file.Messages)
        {
            StandardOutput.Message($"berry: {message}");
        }

        return 0;
    }

    private static async Task<ConvertedFile> ConvertAsync(
        BerryLibrary library,
        ConversionRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await library.Converter.ConvertAsync(request, progress: null, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FileFailure.From(request.Path, error), error);
        }
    }

    private static string Names(IReadOnlyList<string> names) =>
        names.Count <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Count - 5} more";
}
