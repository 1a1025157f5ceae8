using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Remix;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Options of a form that come from elsewhere than the line: a picture, a preset, the limits of a tier.</summary>
internal sealed class FormSources
{
    private readonly TextOption _picture = new("--from", "A picture; its recipe fills in the form.", "file");
    private readonly FlagOption _isLocal = new("--local", "With --from: ask nobody beyond this machine.");
    private readonly TextOption _preset = new("--preset", "A preset of the ecosystem.", "name");
    private readonly TextOption _tier = new(
        "--tier",
        "Whose limits hold.",
        "word",
        ["free", "founder", "bronze", "silver", "gold", "own"]
    );

    public IEnumerable<Option> All => [_picture, _isLocal, _preset, _tier];

    /// <summary>The form that all of it makes: a preset under the picture, and both under what was typed.</summary>
    public async Task<FormRequest> ReadAsync(
        CommandRun run,
        Generator generator,
        JsonObject typed,
        CancellationToken cancellationToken
    )
    {
        var values = typed;
        if (run.Get(_picture) is { } picture)
        {
            values = await RemixAsync(generator, picture, run.Get(_isLocal), cancellationToken);
            foreach (var (key, value) in typed)
            {
                values[key] = value?.DeepClone();
            }
        }

        if (run.Get(_preset) is { } preset)
            values = generator.WithPreset(values, preset);
        return new FormRequest(values) { Tier = run.Get(_tier) };
    }

    private static async Task<JsonObject> RemixAsync(
        Generator generator,
        string picture,
        bool isLocal,
        CancellationToken cancellationToken
    )
    {
        using var library = CommandRun.OpenLibrary(isOffline: isLocal);
        var read = library.Pictures.Read(picture);
        if (read.Failure is { } failure)
            throw new LibraryException(failure);
        if (read.Reading?.Recipe is not { } recipe)
            throw new LibraryException(
                FailureCode.NotFound,
                $"Nothing in {picture} says how it was made; name the file as the program wrote it."
            );
        var models = await new RecipeModels(library).FindAsync(read, isLocal, cancellationToken);
        var remix = generator.Remix(recipe, models);
        foreach (var note in remix.Notes)
        {
            StandardOutput.Message($"berry: {note}");
        }

        return remix.Values;
    }
}
