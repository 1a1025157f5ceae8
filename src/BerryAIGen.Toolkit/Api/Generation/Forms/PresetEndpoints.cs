using System.ComponentModel;
using BerryAIGen.Database.Gates;
using BerryAIGen.Generation;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Api.Generation.Coverage;

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
                async (
                    string ecosystem,
                    Generator generator,
                    GateStore gates,
                    HttpContext http,
                    CancellationToken cancellationToken
                ) =>
                    PresetsDocument.Of(
                        generator.Presets(ecosystem, await gates.KeeperAsync(http.Audience(), cancellationToken))
                    )
            )
            .WithEntityTag()
            .WithSummary("The presets of an ecosystem: those of its definition, and those that were saved.");
        group.MapPut("/{ecosystem}/{name}", SaveAsync).WithSummary("Saves a preset; one of the same name is changed.");
        group.MapDelete("/{ecosystem}/{name}", DeleteAsync).WithSummary("Forgets a preset that was saved.");
    }

    private static async Task<PresetDocument> SaveAsync(
        string ecosystem,
        [Description("Up to 60 letters, digits, blanks, hyphens and underscores.")] string name,
        PresetWish wish,
        Generator generator,
        GateStore gates,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        PresetDocument.Of(
            generator.SavePreset(
                ecosystem,
                name,
                wish.Values ?? throw new LibraryException(FailureCode.Usage, "The body needs \"values\"."),
                await gates.KeeperAsync(http.Audience(), cancellationToken)
            )
        );

    private static async Task<PresetsDocument> DeleteAsync(
        string ecosystem,
        string name,
        Generator generator,
        GateStore gates,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var keeper = await gates.KeeperAsync(http.Audience(), cancellationToken);
        generator.DeletePreset(ecosystem, name, keeper);
        return PresetsDocument.Of(generator.Presets(ecosystem, keeper));
    }
}
