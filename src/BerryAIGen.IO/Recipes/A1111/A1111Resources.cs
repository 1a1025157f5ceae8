using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Recipes.A1111;

/// <summary>The models that the line of settings names, each in its program's or extension's way.</summary>
internal static partial class A1111Resources
{
    internal static void Read(IReadOnlyDictionary<string, string> settings, RecipeDraft draft)
    {
        draft.Add(
            ResourceTypes.Checkpoint,
            settings.GetValueOrDefault("Model"),
            settings.GetValueOrDefault("Model hash")
        );
        if (settings.GetValueOrDefault("VAE") is { } vae && !NoVae().IsMatch(vae))
        {
            draft.Add(ResourceTypes.Vae, vae, settings.GetValueOrDefault("VAE hash"));
        }

        ReadNamedHashes(settings.GetValueOrDefault("Lora hashes"), ResourceTypes.Lora, draft);
        ReadWeights(settings.GetValueOrDefault("Lora weights"), draft);
        ReadNamedHashes(settings.GetValueOrDefault("TI hashes"), ResourceTypes.Embedding, draft);
        ReadHashes(settings.GetValueOrDefault("Hashes"), draft);
        ReadBracketed(settings.GetValueOrDefault("Refiner"), ResourceTypes.Refiner, null, draft);
        if (settings.GetValueOrDefault("Hypernet") is { } hypernetwork)
        {
            var weight = RecipeJson.Real(settings.GetValueOrDefault("Hypernet strength"));
            draft.Add(ResourceTypes.Hypernetwork, hypernetwork, settings.GetValueOrDefault("Hypernet hash"), weight);
        }

        foreach (var (name, value) in settings)
        {
            ReadNumbered(name, value, settings, draft);
        }

        CivitaiResources.Read(settings.GetValueOrDefault("Civitai resources"), draft);
    }

    private static void ReadNumbered(
        string name,
        string value,
        IReadOnlyDictionary<string, string> settings,
        RecipeDraft draft
    )
    {
        if (name.StartsWith("ControlNet", StringComparison.Ordinal))
        {
            var inner = SettingsLine.Read(value).DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase);
            var unit = inner.ToDictionary(
                setting => setting.Key,
                setting => setting.Value,
                StringComparer.OrdinalIgnoreCase
            );
            var weight = RecipeJson.Real(unit.GetValueOrDefault("Weight"));
            ReadBracketed(unit.GetValueOrDefault("Model"), ResourceTypes.ControlNet, weight, draft);
        }
        else if (name.StartsWith("ADetailer model", StringComparison.Ordinal))
        {
            draft.Add(ResourceTypes.Detector, value);
        }
        else if (name.StartsWith("AddNet Model ", StringComparison.Ordinal))
        {
            var number = name["AddNet Model ".Length..];
            var weight =
                settings.GetValueOrDefault($"AddNet Weight {number}")
                ?? settings.GetValueOrDefault($"AddNet Weight A {number}");
            var (net, hash) = Split(value, '(', ')');
            draft.Add(ResourceTypes.Lora, net, hash, RecipeJson.Real(weight));
        }
        else if (name.StartsWith("Module ", StringComparison.Ordinal))
        {
            // Forge lists VAE and text encoders in one.
            draft.Add(EncoderName().IsMatch(value) ? ResourceTypes.TextEncoder : ResourceTypes.Vae, value);
        }
        else if (name is "Hires upscaler" or "Upscaler" && !BuiltInUpscaler().IsMatch(value))
        {
            draft.Add(ResourceTypes.Upscaler, value);
        }
    }

    /// <summary>"name: hash, name: hash".</summary>
    private static void ReadNamedHashes(string? list, string type, RecipeDraft draft)
    {
        foreach (var (name, hash) in Named(list))
        {
            draft.Add(type, name, hash);
        }
    }

    /// <summary>"name: 0.5, name: 1", as Fooocus writes beside the hashes.</summary>
    private static void ReadWeights(string? list, RecipeDraft draft)
    {
        foreach (var (name, weight) in Named(list))
        {
            draft.Add(ResourceTypes.Lora, name, weight: RecipeJson.Real(weight));
        }
    }

    private static IEnumerable<(string Name, string Value)> Named(string? list) =>
        (list ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(entry => (Entry: entry, Colon: entry.LastIndexOf(':')))
            .Where(row => row.Colon > 0)
            .Select(row => (row.Entry[..row.Colon], row.Entry[(row.Colon + 1)..].Trim()));

    /// <summary>{"model": hash, "lora:name": hash, "embed:name": hash, "vae": hash}, as Civitai's extension and many savers write.</summary>
    private static void ReadHashes(string? json, RecipeDraft draft)
    {
        if (json is null || RecipeJson.ParseObject(json) is not { } hashes)
        {
            return;
        }

        foreach (var member in hashes.EnumerateObject())
        {
            var (kind, name) = member.Name.Split(':', 2) is [var before, var after]
                ? (before, after)
                : (member.Name, null);
            var type = ResourceTypes.From(kind);
            // The one checkpoint and VAE have been named before.
            name ??= draft.Resources.FirstOrDefault(resource => resource.Type == type)?.Name;
            draft.Add(type, name, RecipeJson.AsText(member.Value));
        }
    }

    /// <summary>"name [hash]".</summary>
    private static void ReadBracketed(string? text, string type, double? weight, RecipeDraft draft)
    {
        if (text is not null and not "None")
        {
            var (name, hash) = Split(text, '[', ']');
            draft.Add(type, name, hash, weight);
        }
    }

    /// <summary>A name and the hash in brackets behind it; the whole text where there is none.</summary>
    private static (string Name, string? Hash) Split(string text, char open, char close)
    {
        var start = text.LastIndexOf(open);
        return start > 0 && text.EndsWith(close) && RecipeDraft.CleanHash(text[(start + 1)..^1]) is { } hash
            ? (text[..start].TrimEnd(), hash)
            : (text, null);
    }

    [GeneratedRegex("^(None|Automatic|Default( .*)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex NoVae();

    [GeneratedRegex("clip|t5|llama|qwen|gemma|text", RegexOptions.IgnoreCase)]
    private static partial Regex EncoderName();

    [GeneratedRegex("^(None|Latent.*|Lanczos|Nearest)$", RegexOptions.IgnoreCase)]
    private static partial Regex BuiltInUpscaler();
}
