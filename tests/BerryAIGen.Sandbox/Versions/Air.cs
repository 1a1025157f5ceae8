using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Versions;

/// <summary>The identifier that the server writes for a version.</summary>
internal static class Air
{
    public static string Of(SeededVersion version)
    {
        var enums = SiteEnums.All;
        var name = version.Spec.BaseModel;
        var ecosystem = enums.BaseModels.FirstOrDefault(model => model.Name == name)?.Air ?? name.ToLowerInvariant();
        var type = FileChoice.Primary(version)?.Spec.Type switch
        {
            "Diffusion Model" => "diffusionmodel",
            "UNet" => "unet",
            _ => enums.AirTypes.GetValueOrDefault(version.Model.Spec.Type, "unknown"),
        };
        return $"urn:air:{ecosystem}:{type}:civitai:{version.Model.Id}@{version.Id}";
    }
}
