using System.CommandLine;
using System.Globalization;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Images;

/// <summary>Says how pictures and videos were made.</summary>
internal sealed class ImageReadCommand : BerryCommand
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Pictures, videos, or text files with a copied recipe.",
        Arity = ArgumentArity.OneOrMore,
    };

    public ImageReadCommand()
        : base(
            "read",
            "Shows how pictures were made: prompt, seed, sampler, models.",
            "berry image read ComfyUI_00001_.png",
            "berry image read picture.png edited.png --json"
        ) => Add(_files);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var library = CommandRun.OpenLibrary();
        var rows = new List<ImageRow>();
        Failure? first = null;
        foreach (var path in run.Get(_files))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var picture = library.Pictures.Read(path);
            var row = ImageRow.From(picture);
            rows.Add(row);
            first ??= picture.Failure;
            if (picture.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
            }
            else if (!run.Output.IsJson)
            {
                Print(row);
            }
        }

        if (run.Output.IsJson)
        {
            StandardOutput.Json(new ImageDocument(rows), BerryJson.Default.ImageDocument);
        }

        return Task.FromResult(first is null ? 0 : ExitCodes.Of(first.Code));
    }

    private static void Print(ImageRow row)
    {
        StandardOutput.Line(row.Path);
        PrintIfKnown("made by", Join(row.Generator, row.GeneratorVersion));
        PrintIfKnown("prompt", row.Prompt);
        PrintIfKnown("negative", row.NegativePrompt);
        PrintIfKnown("seed", row.Seed?.ToString(CultureInfo.InvariantCulture));
        PrintIfKnown("steps", row.Steps?.ToString(CultureInfo.InvariantCulture));
        PrintIfKnown("cfg scale", row.CfgScale?.ToString(CultureInfo.InvariantCulture));
        PrintIfKnown("sampler", Join(row.Sampler, row.Scheduler));
        PrintIfKnown("size", row is { Width: { } width, Height: { } height } ? $"{width} x {height}" : null);
        foreach (var resource in row.Resources)
        {
            PrintIfKnown(resource.Type, Describe(resource));
        }

        foreach (var (name, value) in row.Settings)
        {
            StandardOutput.Line($"    {name}: {ShortText.KeepStart(value.ReplaceLineEndings(" "), 200)}");
        }

        if (row.Generator is null)
        {
            PrintRaw(row);
        }

        foreach (var problem in row.Problems)
        {
            StandardOutput.Message($"berry: {row.Path}: {problem}");
        }
    }

    private static void PrintRaw(ImageRow row)
    {
        if (row.Raw.Count == 0)
        {
            StandardOutput.Line("  nothing in it says how it was made.");
        }

        foreach (var (keyword, text) in row.Raw)
        {
            StandardOutput.Line($"    {keyword}: {ShortText.KeepStart(text.ReplaceLineEndings(" "), 200)}");
        }
    }

    private static string Describe(RecipeResource resource)
    {
        var weight = resource.Weight is { } strength
            ? string.Create(CultureInfo.InvariantCulture, $"at {strength}")
            : null;
        var version = resource.ModelVersionId is { } id ? $"version {id}" : null;
        return string.Join(
            "  ",
            new[] { resource.Name, resource.VersionName, resource.Hash, version, weight }.OfType<string>()
        );
    }

    private static string? Join(string? one, string? other) =>
        other is null ? one
        : one is null ? other
        : $"{one}, {other}";

    private static void PrintIfKnown(string label, string? text)
    {
        if (text is not null)
        {
            StandardOutput.Line($"  {label, -14} {text.ReplaceLineEndings("\n" + new string(' ', 17))}");
        }
    }
}
