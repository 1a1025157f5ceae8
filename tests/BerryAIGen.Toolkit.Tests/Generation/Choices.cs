using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Models of a library to choose from, and what is told of them.</summary>
internal static class Choices
{
    internal const string List = "/api/generation/resources";

    // Of one model: its first version is here, and Civitai does not generate with it; its second is there.
    internal static void Pair(LibraryContext context) => Pair(context, "Published");

    internal static void Pair(LibraryContext context, string status)
    {
        const string file = """[{ "type": "Model", "metadata": { "format": "SafeTensor" } }]""";
        var model = new SourceModelRow
        {
            Source = "civitai",
            SourceId = "9",
            Name = "Pair",
            Type = "LORA",
            UpdatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
            Body = $$"""
                {
                  "id": 9, "name": "Pair", "type": "LORA", "allowCommercialUse": ["Rent"],
                  "modelVersions": [
                    { "id": 92, "name": "v2", "baseModel": "SDXL 1.0", "status": "Published", "files": {{file}} },
                    {
                      "id": 91, "name": "v1", "baseModel": "SDXL 1.0", "status": "{{status}}", "generationDisabled": true,
                      "files": {{file}}
                    }
                  ]
                }
                """,
        };
        var (first, second) = (Version("91"), Version("92"));
        context.ModelVersions.AddRange(first, second);
        var row = Local("pair", "lora", "SDXL 1.0");
        row.ModelFile = new ModelFileRow
        {
            SourceId = "911",
            Name = "pair.safetensors",
            ModelVersion = first,
        };
        context.Registry.Add(row);

        ModelVersionRow Version(string id) =>
            new()
            {
                SourceId = id,
                Name = id,
                BaseModel = "SDXL 1.0",
                SourceModel = model,
                UpdatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
            };
    }

    internal static void Keep(LibraryContext context, int model, long version, DateTime at) =>
        context.ModelVersions.Add(
            new ModelVersionRow
            {
                SourceId = $"{version}",
                Name = "v1",
                BaseModel = "SDXL 1.0",
                UpdatedAt = at,
                SourceModel = new SourceModelRow
                {
                    Source = "civitai",
                    SourceId = $"{model}",
                    Name = "Kept",
                    Type = "LORA",
                    UpdatedAt = at,
                    Body = $$"""{ "id": {{model}}, "name": "Kept", "modelVersions": [{ "id": {{version}} }] }""",
                },
            }
        );

    internal static async Task<JsonNode[]> CheckAsync(
        ChoosingToolkit story,
        string ecosystem,
        string? at,
        params string[] chosen
    )
    {
        var question = new JsonObject
        {
            ["ecosystem"] = ecosystem,
            ["at"] = at,
            ["resources"] = new JsonArray([.. chosen.Select(one => (JsonNode)one)]),
        };
        var told = await story.Server.PostAsync($"{List}/check", question);
        return [.. told["resources"]!.AsArray().Select(one => one!)];
    }

    internal static ModelRow Local(string id, string type, string baseModel) =>
        new()
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            LocalPath = $"/models/{id}.bin",
            ModelType = type,
            BaseModel = baseModel,
        };

    internal static string[] Substitutes(JsonNode item) =>
        [
            .. item["substitutes"]!
                .AsArray()
                .Select(one =>
                    $"{one!["version_id"]}{(one["at_civitai"]!.GetValue<bool>() ? " at_civitai" : "")}{(one["at_home"]!.GetValue<bool>() ? " at_home" : "")}"
                ),
        ];

    internal static IEnumerable<JsonNode> Items(JsonNode page) => page["items"]!.AsArray().Select(item => item!);

    internal static string Ids(JsonNode page) => string.Join(',', Items(page).Select(item => item["id"]));

    internal static bool IsOf(JsonNode item, long version) => item["version_id"]?.GetValue<long>() == version;
}
