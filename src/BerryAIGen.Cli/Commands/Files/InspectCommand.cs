using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Cli.Commands.Files;

/// <summary>Says what a file is by its bytes, and whether it keeps the rules of its format.</summary>
internal sealed class InspectCommand : BerryCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A model file, or the folder of one model." };

    public InspectCommand()
        : base(
            "inspect",
            "Shows what a file is and whether it is intact.",
            "berry inspect models/checkpoints/dreamshaper_8.safetensors"
        ) => Add(_file);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var file = Inspect(run.Get(_file));
        var document = InspectDocument.From(file);
        if (run.Output.IsJson)
        {
            StandardOutput.Json(document, BerryJson.Default.InspectDocument);
        }
        else
        {
            Print(document);
        }

        if (file.Error is not { } error)
        {
            return Task.FromResult(0);
        }

        StandardOutput.Message($"berry: {error.Message} ({error.Rule})");
        return Task.FromResult(ExitCodes.Of(FailureCode.Verification));
    }

    private static InspectedFile Inspect(string path)
    {
        try
        {
            using var library = CommandRun.OpenLibrary();
            return library.Identification.Inspect(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(FileFailure.From(path, error), error);
        }
    }

    private static void Print(InspectDocument file)
    {
        StandardOutput.Line($"container   {file.Container}");
        StandardOutput.Line($"valid       {(file.Valid ? "yes" : "no")}");
        StandardOutput.Line($"type        {file.Type}");
        StandardOutput.Line($"base        {file.Base}");
        PrintIfKnown("model       ", file.Arch);
        PrintIfKnown("variant     ", file.Variant);
        PrintIfKnown("format      ", file.Format);
        PrintIfKnown("also holds  ", file.Contents.Count == 0 ? null : string.Join(", ", file.Contents));
        if (file.TensorCount is { } tensors)
        {
            StandardOutput.Line($"tensors     {tensors}");
            StandardOutput.Line($"parameters  {file.Parameters:N0}");
        }

        foreach (var why in file.Why)
        {
            StandardOutput.Line($"because     {why}");
        }

        foreach (var (name, value) in file.Metadata)
        {
            StandardOutput.Line($"  {name}: {value}");
        }
    }

    private static void PrintIfKnown(string label, string? text)
    {
        if (text is not null)
        {
            StandardOutput.Line(label + text);
        }
    }
}
