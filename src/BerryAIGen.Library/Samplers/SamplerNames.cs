using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Samplers;

/// <summary>What one sampler, with its noise schedule, is called by the programs that have it; <c>definitions/samplers.json</c>.</summary>
/// <param name="Name">A1111's name, which pictures and Civitai show; the schedule is part of it: <c>DPM++ 2M Karras</c>.</param>
/// <param name="Comfyui">ComfyUI's two words.</param>
/// <param name="Civitai">The word of Civitai's orchestration API; null where it has none.</param>
/// <param name="StableDiffusionCpp">stable-diffusion.cpp's two words; null where it has none.</param>
/// <param name="AlsoComfyui">Other samplers of ComfyUI that do the same; null for none.</param>
public sealed record SamplerNames(
    string Name,
    SamplerPair Comfyui,
    string? Civitai = null,
    SamplerPair? StableDiffusionCpp = null,
    IReadOnlyList<string>? AlsoComfyui = null
)
{
    private static readonly Lazy<SamplerFile> Shipped = new(Load);

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<SamplerNames> All => Shipped.Value.Samplers;

    /// <summary>The names of what a program called so; null for a sampler that is not listed.</summary>
    /// <param name="sampler">The program's word: <c>DPM++ 2M Karras</c>, <c>dpmpp_2m</c>, <c>dpM2MKarras</c>, <c>dpm++2m</c>.</param>
    /// <param name="scheduler">Its word for the schedule, where that is apart; a schedule without a name of its own counts as the plain one.</param>
    public static SamplerNames? Find(string? sampler, string? scheduler)
    {
        if (sampler is null)
        {
            return null;
        }

        // NovelAI and old programs put the letter of k-diffusion before, InvokeAI that of Karras behind.
        var word = sampler.StartsWith("k_", StringComparison.OrdinalIgnoreCase) ? sampler[2..] : sampler;
        var (bare, schedule) = word.EndsWith("_k", StringComparison.Ordinal)
            ? (word[..^2], "karras")
            : (word, scheduler);
        var blank = bare.LastIndexOf(' ');
        return (schedule is null ? null : All.FirstOrDefault(names => names.Is(bare, schedule)))
            ?? All.FirstOrDefault(names => names.Is(bare))
            // stable-diffusion.cpp's text: dpm++2m karras.
            ?? (blank > 0 ? All.FirstOrDefault(names => names.Is(bare[..blank], bare[(blank + 1)..])) : null);
    }

    /// <summary>Whether the schedule is part of what these names say, so that nothing is lost without it.</summary>
    /// <param name="scheduler">A program's word for the schedule; null for none.</param>
    public bool HasSchedule(string? scheduler) =>
        scheduler is null
        || Same(Comfyui.Scheduler, scheduler)
        || Same(StableDiffusionCpp?.Scheduler, scheduler)
        || Name.EndsWith($" {scheduler}", StringComparison.OrdinalIgnoreCase)
        || Same("Automatic", scheduler);

    private bool Is(string sampler) => Same(Name, sampler) || Same(Civitai, sampler) || IsPart(sampler);

    // The plain form of a sampler stands before those with a schedule of their own.
    private bool IsPart(string sampler) =>
        Same(Comfyui.Sampler, sampler)
        || Same(StableDiffusionCpp?.Sampler, sampler)
        || AlsoComfyui?.Any(also => Same(also, sampler)) == true;

    private bool Is(string sampler, string schedule) =>
        Same(Name, $"{sampler} {schedule}")
        || IsPart(sampler) && (Same(Comfyui.Scheduler, schedule) || Same(StableDiffusionCpp?.Scheduler, schedule));

    private static bool Same(string? one, string other) => other.Equals(one, StringComparison.OrdinalIgnoreCase);

    private static SamplerFile Load()
    {
        const string resource = "definitions/samplers.json";
        using var stream = typeof(SamplerNames).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize(stream, SamplerJson.Default.SamplerFile)
            ?? throw new JsonException($"{resource} holds null.");
    }
}

/// <summary>A sampler and its noise schedule where a program names them apart.</summary>
/// <param name="Sampler">The sampler.</param>
/// <param name="Scheduler">The noise schedule.</param>
public sealed record SamplerPair(string Sampler, string Scheduler);

/// <summary>The file.</summary>
internal sealed record SamplerFile(int SchemaVersion, IReadOnlyList<SamplerNames> Samplers);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SamplerFile))]
internal sealed partial class SamplerJson : JsonSerializerContext;
