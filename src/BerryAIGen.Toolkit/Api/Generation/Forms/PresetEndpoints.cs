using System.ComponentModel;
using BerryAIGen.Generation;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

/// <summary>Values of forms with a name, by ecosystem.</summary>
internal static class PresetEndpoints
{
    public static void MapPresets(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation/presets").WithTags("Generation");
        group
            .MapGet(
                "/{ecosystem}",
                (string ecosystem, Generator generator) => PresetsDocument.Of(generator.Presets(ecosystem))
            )
            .WithEntityTag()
            .WithSummary("The presets of an ecosystem: those of its definition, and those that were saved.");
        group.MapPut("/{ecosystem}/{name}", Save).WithSummary("Saves a preset; one of the same name is changed.");
        group.MapDelete("/{ecosystem}/{name}", Delete).WithSummary("Forgets a preset that was saved.");
    }

    private static PresetDocument Save(
        string ecosystem,
        [Description("Up to 60 letters, digits, blanks, hyphens and underscores.")] string name,
        PresetWish wish,
        Generator generator
    ) =>
        PresetDocument.Of(
            generator.SavePreset(
                ecosystem,
                name,
                wish.Values ?? throw new LibraryException(FailureCode.Usage, "The body needs \"values\".")
            )
        );

    private static PresetsDocument Delete(string ecosystem, string name, Generator generator)
    {
        generator.DeletePreset(ecosystem, name);
        return PresetsDocument.Of(generator.Presets(ecosystem));
    }
}
