using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>
/// Writes a recipe in the form that A1111 reads and Civitai takes models from: hashes with their kinds of names, weights, and
/// Civitai's own numbers where they are known.
/// </summary>
public static class RecipeText
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text.</summary>
    /// <param name="recipe">The recipe; its sampler should bear A1111's name.</param>
    public static string Write(Recipe recipe)
    {
        var lines = new StringBuilder(WithTags(recipe)).Append('\n');
        if (recipe.NegativePrompt is { } negative)
        {
            lines.Append("Negative prompt: ").Append(negative).Append('\n');
        }

        return lines
            .AppendJoin(", ", Settings(recipe).Select(setting => $"{setting.Name}: {setting.Value}"))
            .ToString();
    }

    /// <summary>LoRAs are called in the prompt; of those that it does not name yet, tags are put behind it.</summary>
    private static string WithTags(Recipe recipe)
    {
        var named = new RecipeDraft("");
        PromptTags.Read(recipe.Prompt, named);
        var tags = recipe
            .Resources.Where(resource =>
                resource.Type == ResourceTypes.Lora && ModelName.Stem(resource.Name) is not null
            )
            .Where(resource => !named.Resources.Any(tag => ModelName.Stem(tag.Name) == ModelName.Stem(resource.Name)))
            .Select(resource =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<lora:{ModelName.Stem(resource.Name)}:{resource.Weight ?? 1}>"
                )
            );
        return string.Join(' ', tags.Prepend(recipe.Prompt ?? "")).Trim();
    }

    private static IEnumerable<(string Name, string Value)> Settings(Recipe recipe)
    {
        // Readers know the line by its first word.
        yield return ("Steps", Number(recipe.Steps ?? 0));
        foreach (var (name, value) in Known(recipe))
        {
            if (value is not null)
            {
                yield return (name, Quote(value));
            }
        }

        foreach (var (name, value) in recipe.Settings)
        {
            // Programs have settings of that name, which would be taken for ours.
            if (name is not ("Version" or "version") && SettingsLine.NameLength(name + ":") == name.Length)
            {
                yield return (name, Quote(value));
            }
        }

        yield return ("Version", Quote(Generators.VersionOf(recipe)));
        if (Hashes(recipe) is { Count: > 0 } hashes)
        {
            yield return ("Hashes", hashes.ToJsonString(Compact));
        }

        if (CivitaiList(recipe) is { Count: > 0 } list)
        {
            yield return ("Civitai resources", list.ToJsonString(Compact));
        }
    }

    private static IEnumerable<(string Name, string? Value)> Known(Recipe recipe)
    {
        var vae = recipe.Resources.FirstOrDefault(resource => resource.Type == ResourceTypes.Vae);
        return
        [
            ("Sampler", recipe.Sampler),
            ("Schedule type", recipe.Scheduler),
            ("CFG scale", recipe.CfgScale?.ToString(CultureInfo.InvariantCulture)),
            ("Seed", recipe.Seed?.ToString(CultureInfo.InvariantCulture)),
            ("Size", recipe is { Width: { } width, Height: { } height } ? $"{Number(width)}x{Number(height)}" : null),
            ("Model hash", ShortHash(Checkpoint(recipe))),
            ("Model", ModelName.Stem(recipe.Model)),
            ("VAE hash", ShortHash(vae)),
            ("VAE", vae?.Name),
            ("Lora hashes", NamedHashes(recipe, ResourceTypes.Lora)),
            ("TI hashes", NamedHashes(recipe, ResourceTypes.Embedding)),
        ];
    }

    private static RecipeResource? Checkpoint(Recipe recipe) =>
        recipe.Resources.FirstOrDefault(resource => resource.Type == ResourceTypes.Checkpoint);

    private static string? NamedHashes(Recipe recipe, string type)
    {
        var named = recipe
            .Resources.Where(resource =>
                resource.Type == type && ShortHash(resource) is not null && ModelName.Stem(resource.Name) is not null
            )
            .Select(resource => $"{ModelName.Stem(resource.Name)}: {ShortHash(resource)}");
        return string.Join(", ", named) is { Length: > 0 } text ? text : null;
    }

    private static JsonObject Hashes(Recipe recipe)
    {
        var hashes = new JsonObject();
        foreach (var resource in recipe.Resources.Where(resource => ShortHash(resource) is not null))
        {
            var key = resource.Type switch
            {
                ResourceTypes.Checkpoint => "model",
                ResourceTypes.Vae => "vae",
                ResourceTypes.Embedding => $"embed:{ModelName.Stem(resource.Name)}",
                ResourceTypes.Hypernetwork => $"hypernet:{ModelName.Stem(resource.Name)}",
                _ => $"{resource.Type}:{ModelName.Stem(resource.Name)}",
            };
            hashes[key] = ShortHash(resource);
        }

        return hashes;
    }

    private static JsonArray CivitaiList(Recipe recipe) =>
        // A collection expression of its own adds by a generic method, which is not safe when the program is trimmed.
        new([
            .. recipe
                .Resources.Where(resource => resource.ModelVersionId is not null || resource.Air is not null)
                .Select<RecipeResource, JsonNode?>(resource =>
                {
                    var entry = new JsonObject { ["type"] = resource.Type };
                    if (resource.ModelVersionId is { } number)
                    {
                        entry["modelVersionId"] = number;
                    }

                    if (ModelName.Stem(resource.Name) is { } name)
                    {
                        entry["modelName"] = name;
                    }

                    if (resource.VersionName is { } version)
                    {
                        entry["modelVersionName"] = version;
                    }

                    if (resource.Weight is { } weight)
                    {
                        entry["weight"] = weight;
                    }

                    if (resource.Air is { } air)
                    {
                        entry["air"] = air;
                    }

                    return entry;
                }),
        ]);

    // SHA-256 is written as its first ten digits, which Civitai calls AutoV2, that of the tensors as its first twelve, AutoV3, and
    // shorter kinds as they are.
    private static string? ShortHash(RecipeResource? resource) =>
        resource is null or { HashKind: ResourceHashKinds.Blake3 } ? null
        : resource.HashKind == ResourceHashKinds.TensorSha256 && resource.Hash is { Length: > 12 } ? resource.Hash[..12]
        : resource.Hash is { Length: > 12 } ? resource.Hash[..10]
        : resource.Hash;

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(",:\n\"") >= 0 ? JsonValue.Create(value).ToJsonString(Compact) : value;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
