using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Enums;

/// <summary><c>GET /api/v1/enums</c>, which has no wrapper (recorded: enums-get).</summary>
internal static class EnumsEndpoint
{
    public static void Map(Routes routes) => routes.Bare("/api/v1/enums", _ => List());

    private static Answer List()
    {
        var enums = SiteEnums.All;
        return Answer.Ok(
            new JsonObject
            {
                ["ModelType"] = JsonText.Array(enums.ModelTypes),
                ["ModelFileType"] = JsonText.Array(enums.ModelFileTypes),
                ["ActiveBaseModel"] = JsonText.Array(
                    enums.BaseModels.Where(model => model.Active).Select(model => model.Name)
                ),
                ["BaseModel"] = JsonText.Array(enums.BaseModels.Select(model => model.Name)),
                ["BaseModelType"] = JsonText.Array(enums.BaseModelTypes),
            }
        );
    }
}
