using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Recipes;

/// <summary>A recipe while it is gathered; what is said twice is kept once.</summary>
internal sealed partial class RecipeDraft(string generator)
{
    private readonly List<RecipeResource> _resources = [];

    internal string Generator { get; set; } = generator;

    internal string? Version { get; set; }

    internal string? Prompt { get; set; }

    internal string? NegativePrompt { get; set; }

    internal decimal? Seed { get; set; }

    internal int? Steps { get; set; }

    internal double? CfgScale { get; set; }

    internal string? Sampler { get; set; }

    internal string? Scheduler { get; set; }

    internal int? Width { get; set; }

    internal int? Height { get; set; }

    internal Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    internal IReadOnlyList<RecipeResource> Resources => _resources;

    /// <summary>Adds a model, or what is new about one of the same type and name.</summary>
    internal void Add(string type, string? name, string? hash = null, double? weight = null) =>
        Add(
            new RecipeResource
            {
                Type = type,
                Name = string.IsNullOrWhiteSpace(name) ? null : name.Trim(),
                Hash = CleanHash(hash),
                Weight = weight,
            }
        );

    internal void Add(RecipeResource resource)
    {
        if (resource is { Name: null, Hash: null, ModelVersionId: null, Air: null })
        {
            return;
        }

        var same = _resources.FindIndex(known => IsSame(known, resource));
        if (same < 0)
        {
            _resources.Add(resource);
            return;
        }

        var old = _resources[same];
        _resources[same] = old with
        {
            Name = old.Name ?? resource.Name,
            Hash = old.Hash ?? resource.Hash,
            Weight = old.Weight ?? resource.Weight,
            ModelVersionId = old.ModelVersionId ?? resource.ModelVersionId,
            ModelId = old.ModelId ?? resource.ModelId,
            VersionName = old.VersionName ?? resource.VersionName,
            Air = old.Air ?? resource.Air,
        };
    }

    /// <summary>Adds the members of an object that no field took, as text.</summary>
    internal void Keep(JsonElement values, params ReadOnlySpan<string> taken)
    {
        foreach (var member in values.EnumerateObject())
        {
            if (!taken.Contains(member.Name) && RecipeJson.AsText(member.Value) is { } text)
            {
                Settings.TryAdd(member.Name, text);
            }
        }
    }

    /// <summary>"512x768", "(896, 1152)" and the like.</summary>
    internal void Size(string? text)
    {
        if (text is not null && SizePattern().Match(text) is { Success: true } size)
        {
            Width = int.Parse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            Height = int.Parse(size.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        }
    }

    internal Recipe Finish()
    {
        var checkpoint = _resources.Find(resource => resource.Type == ResourceTypes.Checkpoint);
        return new Recipe
        {
            Generator = Generator,
            GeneratorVersion = Version,
            Prompt = Prompt,
            NegativePrompt = NegativePrompt,
            Seed = Seed,
            Steps = Steps,
            CfgScale = CfgScale,
            Sampler = Sampler,
            Scheduler = Scheduler,
            Width = Width,
            Height = Height,
            Model = checkpoint?.Name,
            ModelHash = checkpoint?.Hash,
            Resources = [.. _resources.OrderBy(resource => resource == checkpoint ? 0 : 1)],
            Settings = Settings,
        };
    }

    /// <summary>The digits of a hash, without the marks that programs put before it; null when it is none.</summary>
    internal static string? CleanHash(string? hash)
    {
        var digits = hash?.Trim() ?? "";
        digits = digits[(digits.LastIndexOf(':') + 1)..];
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return digits.Length is >= 6 and <= 128 && digits.All(char.IsAsciiHexDigit) ? digits.ToLowerInvariant() : null;
    }

    /// <summary>By name where both have one; else by whatever number or hash both have.</summary>
    private static bool IsSame(RecipeResource known, RecipeResource other) =>
        known.Type == other.Type
        && (
            known.Name is not null && other.Name is not null
                ? known.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase)
                : known.Hash is not null && known.Hash == other.Hash
                    || known.ModelVersionId is not null && known.ModelVersionId == other.ModelVersionId
        );

    [GeneratedRegex(@"(\d{1,6})\s*[x×,]\s*(\d{1,6})")]
    private static partial Regex SizePattern();
}
