using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Models;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Vault;

/// <summary>What lies in a vault, as the routes send it.</summary>
internal static class VaultJson
{
    private const int FirstItem = 70_000_000;

    public static int ItemId(SeededVersion version) => FirstItem + version.Id;

    public static int VersionId(int itemId) => itemId - FirstItem;

    public static JsonObject Item(SeededVersion version, int memberId)
    {
        var model = version.Model;
        var kept = JsonText.Date(version.PublishedAt.AddDays(2));
        return new JsonObject
        {
            ["id"] = ItemId(version),
            ["vaultId"] = memberId,
            ["status"] = "Stored",
            ["modelVersionId"] = version.Id,
            ["modelId"] = model.Id,
            ["modelName"] = model.Spec.Name,
            ["versionName"] = version.Spec.Name,
            ["creatorId"] = model.Spec.Creator is null ? null : model.CreatorId,
            ["creatorName"] = model.Spec.Creator ?? "",
            ["type"] = model.Spec.Type,
            ["baseModel"] = version.Spec.BaseModel,
            ["category"] = model.Spec.Tags is [var tag, ..] ? tag : "",
            ["modelSizeKb"] = version.Files.Sum(FileJson.SizeKilobytes),
            ["detailsSizeKb"] = 3.5,
            ["imagesSizeKb"] = 2.0 * version.Images.Count,
            ["createdAt"] = JsonText.Date(version.PublishedAt),
            ["addedAt"] = kept,
            ["refreshedAt"] = null,
            ["notes"] = null,
            ["meta"] = new JsonObject(),
            ["coverImageUrl"] = null,
            ["files"] = new JsonArray([.. version.Files.Select(File)]),
        };
    }

    private static JsonNode File(SeededFile file) =>
        new JsonObject
        {
            ["id"] = file.Id,
            ["sizeKB"] = FileJson.SizeKilobytes(file),
            ["url"] = $"model/{file.Id}/{file.Name}",
            ["displayName"] = file.Name,
        };
}
