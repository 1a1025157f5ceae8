using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Cli.Commands.Sidecars;

/// <summary>Writes what is known of files in the form of other applications.</summary>
internal sealed class SidecarExportCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Model files.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _for = new("--for")
    {
        Description = "The applications: civitai-helper, lora-manager, stabilitymatrix, a1111; several with commas.",
        HelpName = "a,b",
        Required = true,
    };

    public SidecarExportCommand()
        : base(
            "export",
            "Writes what is known of files beside them, in the form of other applications.",
            "berry sidecar export models/loras/known.safetensors --for a1111,lora-manager"
        )
    {
        Add(_files);
        Add(_for);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var sidecars = library.Sidecars;
        var forms = run.Get(_for)!
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(sidecars.Forms.GetWritable)
            .ToArray();
        if (forms.Length == 0)
        {
            throw new LibraryException(FailureCode.Usage, "--for names no application.");
        }

        var written = run.Get(_files).SelectMany(file => forms.Select(form => sidecars.Write(file, form))).ToArray();
        return Task.FromResult(Report(written, run.Output));
    }

    private static int Report(IReadOnlyList<WrittenSidecar> written, StandardOutput output)
    {
        if (output.IsJson)
        {
            var document = new WrittenSidecarDocument([.. written.Select(WrittenSidecarRow.From)]);
            StandardOutput.Json(document, BerryJson.Default.WrittenSidecarDocument);
        }

        foreach (var sidecar in written)
        {
            if (sidecar.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
            }
            else if (!output.IsJson)
            {
                StandardOutput.Line($"{sidecar.Path}, {sidecar.State.ToString().ToLowerInvariant()}");
            }

            if (SidecarNotes.Of(sidecar) is { } note)
            {
                StandardOutput.Message($"berry: {note}");
            }
        }

        return written.Select(sidecar => sidecar.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? ExitCodes.Of(first.Code)
            : 0;
    }
}
