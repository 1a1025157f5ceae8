using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Cli.Commands.Files;

/// <summary>Computes all of Civitai's hashes of files, each in one read.</summary>
internal sealed class HashCommand : BerryCommand
{
    private static readonly Dictionary<string, HashKinds> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sha256"] = HashKinds.Sha256,
        ["autov2"] = HashKinds.Sha256,
        ["autov1"] = HashKinds.AutoV1,
        ["crc32"] = HashKinds.Crc32,
        ["blake3"] = HashKinds.Blake3,
        ["tensor_sha256"] = HashKinds.TensorSha256,
        ["autov3"] = HashKinds.TensorSha256,
    };

    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Files of any kind.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly TextsOption _only = new(
        "--only",
        "Compute only these: sha256, autov1, autov2, autov3, crc32, blake3, tensor_sha256.",
        "hash"
    );

    public HashCommand()
        : base(
            "hash",
            "Computes all of Civitai's hashes of files.",
            "berry hash models/checkpoints/dreamshaper_8.safetensors"
        )
    {
        Add(_files);
        Add(_only);
        _only.CompletionSources.Add([.. Kinds.Keys]);
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var kinds = KindsOf(run.Get(_only) ?? []);
        var rows = new List<HashRow>();
        Failure? first = null;
        foreach (var path in run.Get(_files))
        {
            try
            {
                var hashes = await FileHashing.ComputeAsync(path, kinds, null, cancellationToken);
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

        return first is null ? 0 : ExitCodes.Of(first.Code);
    }

    private static HashKinds KindsOf(string[] words) =>
        words.Length == 0
            ? HashKinds.All
            : words
                .SelectMany(word => word.Split(','))
                .Aggregate(HashKinds.None, (kinds, word) => kinds | KindOf(word));

    private static HashKinds KindOf(string word) =>
        Kinds.TryGetValue(word.Trim(), out var kind)
            ? kind
            : throw new LibraryException(
                FailureCode.Usage,
                $"'{word}' is no hash that --only knows; it takes {string.Join(", ", Kinds.Keys)}."
            );
}
