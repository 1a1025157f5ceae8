using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Files;

/// <summary>Computes all of Civitai's hashes of files, each in one read.</summary>
internal sealed class HashCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Files of any kind.",
        Arity = ArgumentArity.OneOrMore,
    };

    public HashCommand()
        : base(
            "hash",
            "Computes all of Civitai's hashes of files.",
            "berry hash models/checkpoints/dreamshaper_8.safetensors"
        ) => Add(_files);

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var rows = new List<HashRow>();
        Failure? first = null;
        foreach (var path in run.Get(_files))
        {
            try
            {
                var hashes = await FileHashing.ComputeAsync(path, HashKinds.All, null, cancellationToken);
                rows.Add(HashRow.From(path, hashes));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                var failure = FileFailure.From(path, error);
                StandardOutput.Message($"berry: {failure.Message}");
                rows.Add(new HashRow { Path = path, Error = ErrorDocument.From(failure).Error });
                first ??= failure;
            }
        }

        if (run.Output.IsJson)
        {
            StandardOutput.Json(new HashDocument(rows), BerryJson.Default.HashDocument);
        }
        else
        {
            foreach (var row in rows.Where(row => row.Error is null))
            {
                StandardOutput.Line($"{row.Path} ({ByteText.Of(row.Size.GetValueOrDefault())})");
                foreach (var (name, value) in row.Lines())
                {
                    StandardOutput.Line($"  {name, -13} {value}");
                }
            }
        }

        return first is null ? 0 : FailureClass.Of(first.Code).ExitCode;
    }
}
