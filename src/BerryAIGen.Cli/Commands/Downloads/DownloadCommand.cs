using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Cli.Progress;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Turns references into verified files in the right folders.</summary>
internal sealed class DownloadCommand : BerryCommand
{
    private readonly Argument<string[]> _references = new("reference")
    {
        Description = "Page addresses, download addresses, AIRs, hashes, ids, hf:owner/repo or paths.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly TextOption _source = new("--source", "Where --model-id is from.", "source", ["civitai"]);
    private readonly NumberOption _model = new("--model-id", "The model by its id, instead of a reference.");
    private readonly ChoiceOptions _choice = new();
    private readonly TextOption _sha256 = new(
        "--sha256",
        "What the file must hash to: hex, a checksum file, or its address.",
        "sha256"
    );
    private readonly TargetOptions _target = new();
    private readonly LockOption _lock = new();
    private readonly SkipOption _skip = new();
    private readonly TextsOption _mirrors = new(
        "--mirror",
        "Another address of the one file, for when its own fails.",
        "address"
    );
    private readonly DownloadFlags _flags = new();

    public DownloadCommand()
        : base(
            "download",
            "Downloads models, verifies them and puts them into the right folder.",
            "berry download --model-type checkpoints --source civitai --model-id 257749",
            "berry download --model-type checkpoints --source civitai --model-id 257749 --version-id 290640",
            "berry download \"https://civitai.com/models/257749?modelVersionId=290640\" --dry-run",
            "berry download --model-id 257749 --model-type checkpoints --connections 8 --limit-rate 5M",
            "berry download hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF --variant Q4_K_M --dry-run"
        )
    {
        Add(_references);
        foreach (
            var option in (Option[])
                [_source, _model, .. _choice.All, _sha256, .. _target.ForWriting, _skip, _lock, _mirrors, .. _flags.All]
        )
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = _flags.Open(run);
        _lock.Check(run, library);
        var request = new DownloadRequest
        {
            References = References(run),
            Mirrors = [.. (run.Get(_mirrors) ?? []).Select(MirrorOf)],
            Choice = _choice.From(run),
            Sha256 = run.Get(_sha256),
            Target = _target.From(run),
            OnConflict = _flags.Conflict(run),
            SkipsExisting = run.Get(_skip),
            Archives = _flags.Archives(run),
            Sidecars = _flags.Sidecars(run),
            AcceptsDanger = _flags.AcceptsDanger(run),
        };
        if (_flags.IsDryRun(run))
        {
            return DownloadReport.Write(await library.PlanAsync(request, cancellationToken), run.Output);
        }

        IReadOnlyList<DownloadItem> items;
        await using (var view = await ProgressView.StartAsync())
        {
            items = await library.DownloadAsync(request, view, cancellationToken);
        }

        _lock.Write(run, library, items, request.Target);

        return DownloadReport.Write(items, run.Output);
    }

    private static Uri MirrorOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new LibraryException(
                FailureCode.Usage,
                $"--mirror takes an address like https://example.org/model.safetensors, not '{text}'."
            );

    private string[] References(CommandRun run)
    {
        if (run.Get(_source) is { } source && !source.Equals("civitai", StringComparison.OrdinalIgnoreCase))
        {
            throw new LibraryException(
                FailureCode.Usage,
                $"--source {source} has no model ids; give the address of the model as a reference instead."
            );
        }

        var references = run.GetAll(_references);
        return run.Get(_model) is { } model ? [.. references, $"{model}"]
            : references.Length > 0 ? references
            : throw new LibraryException(FailureCode.Usage, "Nothing to download: give a reference, or --model-id.");
    }
}
