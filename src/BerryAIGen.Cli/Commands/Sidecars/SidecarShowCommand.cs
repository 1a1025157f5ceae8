using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Sidecars;

/// <summary>Shows what lies beside files, whoever wrote it.</summary>
internal sealed class SidecarShowCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Model files.",
        Arity = ArgumentArity.OneOrMore,
    };

    public SidecarShowCommand()
        : base(
            "show",
            "Shows what the sidecars of all applications say of files, and the preview each would show.",
            "berry sidecar show models/loras/known.safetensors"
        ) => Add(_files);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var rows = run.Get(_files).Select(file => SidecarRow.From(file, library.Sidecars)).ToArray();
        if (run.Output.IsJson)
        {
            StandardOutput.Json(new SidecarDocument(rows), BerryJson.Default.SidecarDocument);
        }
        else
        {
            foreach (var (row, i) in rows.Where(row => File.Exists(row.Path)).Select((row, i) => (row, i)))
            {
                if (i > 0)
                {
                    StandardOutput.Line("");
                }

                FieldList.Write(row.Lines());
            }
        }

        foreach (var problem in rows.SelectMany(row => row.Problems))
        {
            StandardOutput.Message($"berry: {problem}");
        }

        return Task.FromResult(
            Array.TrueForAll(rows, row => File.Exists(row.Path)) ? 0 : ExitCodes.Of(FailureCode.NotFound)
        );
    }
}
