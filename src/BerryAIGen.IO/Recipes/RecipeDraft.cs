using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BerryAIGen.IO.Recipes;

/// <summary>A recipe while it is gathered; what is said twice is kept once.</summary>
internal sealed partial class RecipeDraft(string generator)
{
    // A line of JSON that is longer says nothing a person reads; it stands among the texts.
    private const int LongestSetting = 4096;

    private const string NameMark = "name ";

    private readonly List<RecipeResource> _resources = [];
    private readonly Dictionary<(string Type, string Key), List<int>> _known = [];

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
                HashKind = KindOf(hash),
                Weight = weight,
            }
        );

    internal void Add(RecipeResource resource)
    {
        if (resource is { Name: null, Hash: null, ModelVersionId: null, Air: null })
        {
            return;
        }

        var same = Find(resource);
        if (same < 0)
        {
            _resources.Add(resource);
            same = _resources.Count - 1;
        }
        else
        {
            _resources[same] = _resources[same].JoinedWith(resource);
        }

        foreach (var key in Keys(_resources[same]))
        {
            var known = _known.TryGetValue(key, out var found) ? found : _known[key] = [];
            if (!known.Contains(same))
            {
                known.Add(same);
            }
        }
    }

    /// <summary>The same model: by name where both have one, else by whatever number or hash both have.</summary>
    private int Find(RecipeResource resource)
    {
        foreach (var key in Keys(resource))
        {
            var isName = key.Key.StartsWith(NameMark, StringComparison.Ordinal);
            foreach (var index in _known.GetValueOrDefault(key) ?? [])
            {
                if (
                    (isName || resource.Name is null || _resources[index].Name is null)
                    && !_resources[index].Contradicts(resource)
                )
                {
                    return index;
                }
            }
        }

        return -1;
    }

    private static IEnumerable<(string Type, string Key)> Keys(RecipeResource resource)
    {
        if (ModelName.Stem(resource.Name) is { } stem)
        {
            yield return (resource.Type, NameMark + stem.ToLowerInvariant());
        }

        if (resource.Hash is { } hash)
        {
            yield return (resource.Type, $"hash {hash}");
        }

        if (resource.ModelVersionId is { } version)
        {
            yield return (resource.Type, string.Create(CultureInfo.InvariantCulture, $"version {version}"));
        }
    }

    /// <summary>Adds the members of an object that no field took, as text.</summary>
    internal void Keep(JsonElement values, params ReadOnlySpan<string> taken)
    {
        foreach (var member in values.EnumerateObject())
        {
            if (taken.Contains(member.Name))
            {
                continue;
            }

            var isList = member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object;
            var text = isList ? member.Value.GetRawText() : RecipeJson.AsText(member.Value);
            if (text is { Length: <= LongestSetting } and not ("[]" or "{}"))
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
        var colon = digits.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            // InvokeAI also has random numbers there.
            digits = digits[..colon].ToLowerInvariant() is "blake3" or "sha256" ? digits[(colon + 1)..] : "";
        }

        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return digits.Length is >= 6 and <= 128 && digits.All(char.IsAsciiHexDigit) ? digits.ToLowerInvariant() : null;
    }

    private static string? KindOf(string? hash) =>
        CleanHash(hash) is not null && hash!.TrimStart().StartsWith("blake3:", StringComparison.OrdinalIgnoreCase)
            ? ResourceHashKinds.Blake3
            : null;

    [GeneratedRegex(@"([0-9]{1,6})\s*[x×,]\s*([0-9]{1,6})")]
    private static partial Regex SizePattern();
}
